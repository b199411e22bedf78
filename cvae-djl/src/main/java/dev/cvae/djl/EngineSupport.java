package dev.cvae.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.TrainingSettings;
import java.util.function.Supplier;

/**
 * What one engine does otherwise than another. With {@link EngineStart}, the implementations and
 * the classes that they alone name, the only place that knows.
 */
interface EngineSupport {
  static EngineSupport of(Engine engine) {
    return engine.getEngineName().equals("PyTorch") ? new PyTorchSupport() : new SerialSupport();
  }

  /** How many calls may enter the engine at once. */
  int concurrency();

  /** Runs a call when the engine may be entered. */
  <T> T inTurn(Supplier<T> call);

  /** Runs a call when the engine may be entered. */
  default void inTurn(Runnable call) {
    inTurn(
        () -> {
          call.run();
          return true;
        });
  }

  /**
   * The same memory as a weight that has a gradient, as it may be written to.
   *
   * @param manager of which the result is, where it is not the weight itself
   */
  NDArray writable(NDArray weight, NDManager manager);

  /**
   * How many steps may be under way before their terms are read.
   *
   * @param device one that computes by itself is left alone for a while
   */
  default int unreadSteps(Device device) {
    return device.isGpu() ? 64 : 1;
  }

  /**
   * What a fit does with each batch.
   *
   * @param settings the objective, the optimiser's rule, and how gradients are clipped between
   * @param memory what the optimiser remembers
   */
  Descent descent(TrainingSettings settings, Model model, OptimiserMemory memory);
}

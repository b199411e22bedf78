package dev.cvae.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Adam;
import dev.cvae.training.AdamW;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What one engine does otherwise than another; with {@link EngineStart} and the classes that they
 * alone name, the only place that knows.
 */
interface EngineSupport {
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
   * The optimiser's step.
   *
   * @param settings the rule, and how gradients are clipped before
   * @param weights the weights that have gradients
   * @param memory what the optimiser remembers
   */
  OptimiserStep optimiserStep(
      TrainingSettings settings, List<NDArray> weights, OptimiserMemory memory);

  /** A step of plain array operations, clipped if the settings say so. */
  private static OptimiserStep plainStep(
      TrainingSettings settings,
      List<NDArray> weights,
      List<NDArray> writable,
      OptimiserMemory memory) {
    OptimiserStep step = OptimiserStep.of(settings.optimiser(), weights, writable, memory);
    OptionalDouble norm = settings.clipGradientNorm();
    return norm.isEmpty()
        ? step
        : new ClippedStep(step, norm.getAsDouble(), weights, memory.manager());
  }

  static EngineSupport of(Engine engine) {
    return engine.getEngineName().equals("PyTorch") ? new PyTorch() : new General();
  }

  /** PyTorch lets many threads in. */
  final class PyTorch implements EngineSupport {
    @Override
    public int concurrency() {
      return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public <T> T inTurn(Supplier<T> call) {
      return call.get();
    }

    /** A view without gradient: PyTorch forbids it on the weight. */
    @Override
    public NDArray writable(NDArray weight, NDManager manager) {
      NDArray view = weight.stopGradient();
      view.attach(manager);
      return view;
    }

    /** Adam by PyTorch's fused kernel. */
    @Override
    public OptimiserStep optimiserStep(
        TrainingSettings settings, List<NDArray> weights, OptimiserMemory memory) {
      OptionalDouble norm = settings.clipGradientNorm();
      if (settings.optimiser() instanceof Adam adam) {
        return new FusedAdamStep(OptimiserStep.withoutDecay(adam), norm, weights, memory);
      } else if (settings.optimiser() instanceof AdamW adam) {
        return new FusedAdamStep(adam, norm, weights, memory);
      }
      List<NDArray> views =
          weights.stream().map(weight -> writable(weight, memory.manager())).toList();
      return plainStep(settings, weights, views, memory);
    }
  }

  /** Any other engine: one thread at a time in the whole process, as MXNet needs it. */
  final class General implements EngineSupport {
    private static final Lock TURN = new ReentrantLock(true);

    @Override
    public int concurrency() {
      return 1;
    }

    @Override
    public <T> T inTurn(Supplier<T> call) {
      TURN.lock();
      try {
        return call.get();
      } finally {
        TURN.unlock();
      }
    }

    @Override
    public NDArray writable(NDArray weight, NDManager manager) {
      return weight;
    }

    @Override
    public OptimiserStep optimiserStep(
        TrainingSettings settings, List<NDArray> weights, OptimiserMemory memory) {
      return plainStep(settings, weights, weights, memory);
    }
  }
}

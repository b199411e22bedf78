package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Adam;
import dev.cvae.training.AdamW;
import dev.cvae.training.Optimiser;
import dev.cvae.training.RmsProp;
import dev.cvae.training.Sgd;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Changes weights by their gradients, in place. */
interface OptimiserStep extends AutoCloseable {
  /**
   * Moments of weights whose gradient has gone to zero decay into denormal numbers, which
   * processors handle many times slower; adding and subtracting this makes them zero.
   *
   * @param steps done
   * @return what to add and subtract after them, or 0, as nothing is to be done after most
   */
  static float flush(long steps) {
    return steps % 20 == 0 ? 1e-20f : 0;
  }

  /** One step; the gradients are those of the loss. */
  void step(double learningRate);

  /** Releases what the manager of the memory does not know of. */
  @Override
  default void close() {}

  /**
   * A step of plain array operations, for any engine, clipped if the settings say so.
   *
   * @param settings name the optimiser
   * @param weights the weights that have gradients
   * @param writable the same memory, as it may be written to
   * @param memory what the optimiser remembers
   */
  static OptimiserStep of(
      TrainingSettings settings,
      List<NDArray> weights,
      List<NDArray> writable,
      OptimiserMemory memory) {
    OptimiserStep step = of(settings.optimiser(), weights, writable, memory);
    OptionalDouble norm = settings.clipGradientNorm();
    return norm.isEmpty()
        ? step
        : new ClippedStep(step, norm.getAsDouble(), weights, memory.manager());
  }

  private static OptimiserStep of(
      Optimiser optimiser, List<NDArray> weights, List<NDArray> writable, OptimiserMemory memory) {
    Optional<AdamW> adam = adam(optimiser);
    if (adam.isPresent()) {
      return new AdamStep(adam.get(), weights, writable, memory);
    } else if (optimiser instanceof RmsProp rmsProp) {
      return new RmsPropStep(rmsProp, weights, writable, memory);
    }
    return new SgdStep((Sgd) optimiser, weights, writable, memory);
  }

  /** AdamW, or Adam, which is AdamW without its decay. */
  static Optional<AdamW> adam(Optimiser optimiser) {
    if (optimiser instanceof Adam adam) {
      return Optional.of(new AdamW(adam.beta1(), adam.beta2(), adam.epsilon(), 0));
    }
    return optimiser instanceof AdamW adam ? Optional.of(adam) : Optional.empty();
  }

  /** Lets an array be released with the step. */
  static NDArray in(NDManager scratch, NDArray array) {
    array.attach(scratch);
    return array;
  }
}

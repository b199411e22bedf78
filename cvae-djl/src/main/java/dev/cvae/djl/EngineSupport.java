package dev.cvae.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Optimiser;
import java.util.List;
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
   * The optimiser's step.
   *
   * @param weights the weights that have gradients
   * @param state where the optimiser keeps what it remembers
   */
  OptimiserStep optimiserStep(
      Optimiser optimiser, double learningRate, List<NDArray> weights, NDManager state);

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

    /**
     * Adam by PyTorch's fused kernel. Others write to views without gradient, which share the
     * weights' memory: PyTorch forbids it on the weights.
     */
    @Override
    public OptimiserStep optimiserStep(
        Optimiser optimiser, double learningRate, List<NDArray> weights, NDManager state) {
      if (optimiser instanceof Optimiser.Adam adam) {
        return new FusedAdamStep(adam, learningRate, weights, state);
      }
      List<NDArray> views = weights.stream().map(NDArray::stopGradient).toList();
      views.forEach(view -> view.attach(state));
      return OptimiserStep.of(optimiser, learningRate, weights, views, state);
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
    public OptimiserStep optimiserStep(
        Optimiser optimiser, double learningRate, List<NDArray> weights, NDManager state) {
      return OptimiserStep.of(optimiser, learningRate, weights, weights, state);
    }
  }
}

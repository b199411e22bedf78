package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine of which nothing special is known: one thread at a time in the whole process, as MXNet
 * needs it, recorded gradients, and optimisers of plain array operations.
 */
final class SerialSupport implements EngineSupport {
  private static final Logger LOG = LoggerFactory.getLogger(SerialSupport.class);
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
  public Descent descent(TrainingSettings settings, Model model, OptimiserMemory memory) {
    if (settings.precision() == Precision.MIXED) {
      LOG.warn(
          "precision is FLOAT32 in place of MIXED: the engine is {}",
          memory.manager().getEngine().getEngineName());
    }
    model.weights().requireGradients(true);
    List<NDArray> weights = model.weights().trained();
    return GradientDescent.recorded(
        settings.objective(),
        model,
        OptimiserStep.of(settings, weights, weights, memory),
        memory.manager());
  }
}

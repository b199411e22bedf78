package dev.cvae;

import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.file.Tensor;
import dev.cvae.spi.ElboTerms;
import dev.cvae.spi.Networks;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Networks that let in no more calls at once than they can serve; the others wait, first come
 * first.
 *
 * <p>Where more are let in than there are cores, each gives way to the others before it computes:
 * so it waits for some of their calls, and not for the system's time slices, which last as long as
 * hundreds of small ones.
 */
final class TurnTakingNetworks implements Networks {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Networks networks;
  private final Semaphore turns;
  private final AtomicInteger computing = new AtomicInteger();

  TurnTakingNetworks(Networks networks) {
    this.networks = networks;
    this.turns = new Semaphore(networks.concurrency(), true);
  }

  @Override
  public String engine() {
    return networks.engine();
  }

  @Override
  public int concurrency() {
    return networks.concurrency();
  }

  @Override
  public void encode(Batch batch, float[] mean, float[] logVariance) {
    inTurn(() -> networks.encode(batch, mean, logVariance));
  }

  @Override
  public void decode(float[] z, ConditionColumns conditions, int rows, float[] mean) {
    inTurn(() -> networks.decode(z, conditions, rows, mean));
  }

  @Override
  public void parameters(float[] z, ConditionColumns conditions, int rows, float[] parameters) {
    inTurn(() -> networks.parameters(z, conditions, rows, parameters));
  }

  @Override
  public void prior(
      ConditionColumns conditions, int rows, float[] uniform, float[] noise, float[] z) {
    inTurn(() -> networks.prior(conditions, rows, uniform, noise, z));
  }

  @Override
  public void logPrior(float[] z, ConditionColumns conditions, int rows, float[] logDensity) {
    inTurn(() -> networks.logPrior(z, conditions, rows, logDensity));
  }

  @Override
  public void elbo(Batch batch, float[] noise, ElboTerms terms) {
    inTurn(() -> networks.elbo(batch, noise, terms));
  }

  @Override
  public void logWeights(Batch batch, int samples, float[] noise, float[] logWeights) {
    inTurn(() -> networks.logWeights(batch, samples, noise, logWeights));
  }

  @Override
  public List<Tensor> weights() {
    turns.acquireUninterruptibly();
    try {
      return networks.weights();
    } finally {
      turns.release();
    }
  }

  @Override
  public void close() {
    networks.close();
  }

  @SuppressWarnings("ThreadPriorityCheck") // yielding is a matter of speed alone
  private void inTurn(Runnable call) {
    turns.acquireUninterruptibly();
    try {
      if (computing.incrementAndGet() > CORES) {
        Thread.yield();
      }
      call.run();
    } finally {
      computing.decrementAndGet();
      turns.release();
    }
  }
}

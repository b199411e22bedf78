package dev.cvae;

import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.file.Tensor;
import dev.cvae.spi.Networks;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Networks that let in no more calls at once than they can serve; the others wait, first come
 * first.
 */
final class TurnTakingNetworks implements Networks {
  private final Networks networks;
  private final Semaphore turns;

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
    turns.acquireUninterruptibly();
    try {
      networks.encode(batch, mean, logVariance);
    } finally {
      turns.release();
    }
  }

  @Override
  public void decode(float[] z, ConditionColumns conditions, int rows, float[] mean) {
    turns.acquireUninterruptibly();
    try {
      networks.decode(z, conditions, rows, mean);
    } finally {
      turns.release();
    }
  }

  @Override
  public void elbo(Batch batch, float[] noise, float[] logLikelihood, float[] kl) {
    turns.acquireUninterruptibly();
    try {
      networks.elbo(batch, noise, logLikelihood, kl);
    } finally {
      turns.release();
    }
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
}

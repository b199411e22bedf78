package dev.cvae.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.file.Tensor;
import dev.cvae.spi.ElboTerms;
import dev.cvae.spi.Networks;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fitted networks on an engine. Each call has a manager of its own, closed with all it made; as
 * many large ones run at once as there are cores, whatever the engine lets in, as each takes
 * memory.
 */
final class DjlNetworks implements Networks {
  private static final int SMALL_CALL = 1 << 16; // values

  private final Model model;
  private final NDManager manager;
  private final EngineSupport support;
  private final Semaphore large = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  DjlNetworks(Model model, EngineSupport support) {
    this.model = model;
    this.manager = model.weights().manager();
    this.support = support;
  }

  @Override
  public String engine() {
    Engine engine = manager.getEngine();
    return engine.getEngineName() + " " + engine.getVersion();
  }

  @Override
  public int concurrency() {
    return support.concurrency();
  }

  @Override
  public void encode(Batch batch, float[] mean, float[] logVariance) {
    inTurn(
        batch.rows(),
        () -> {
          try (NDManager call = manager.newSubManager()) {
            DiagonalNormal posterior =
                model.encoder().posterior(x(batch, call), c(batch, call), false);
            copy(posterior.mean(), mean);
            copy(posterior.logVariance(), logVariance);
          }
        });
  }

  @Override
  public void decode(float[] z, ConditionColumns conditions, int rows, float[] mean) {
    decode(z, conditions, rows, Likelihood::mean, mean);
  }

  @Override
  public void parameters(float[] z, ConditionColumns conditions, int rows, float[] parameters) {
    decode(z, conditions, rows, Likelihood::parameters, parameters);
  }

  private void decode(
      float[] z,
      ConditionColumns conditions,
      int rows,
      Function<Likelihood, NDArray> wanted,
      float[] out) {
    inTurn(
        rows,
        () -> {
          try (NDManager call = manager.newSubManager()) {
            NDArray latents = latents(z, rows, call);
            copy(
                wanted.apply(model.decoder().likelihood(latents, c(conditions, rows, call), false)),
                out);
          }
        });
  }

  @Override
  public void prior(
      ConditionColumns conditions, int rows, float[] uniform, float[] noise, float[] z) {
    inTurn(
        rows,
        () -> {
          try (NDManager call = manager.newSubManager()) {
            LatentDistribution prior = model.prior().given(call, c(conditions, rows, call), false);
            NDArray choice = call.create(uniform).get("0:" + rows).reshape(rows, 1);
            copy(prior.sample(choice, latents(noise, rows, call)), z);
          }
        });
  }

  @Override
  public void logPrior(float[] z, ConditionColumns conditions, int rows, float[] logDensity) {
    inTurn(
        rows,
        () -> {
          try (NDManager call = manager.newSubManager()) {
            LatentDistribution prior = model.prior().given(call, c(conditions, rows, call), false);
            copy(prior.logProbability(latents(z, rows, call)), logDensity);
          }
        });
  }

  @Override
  public void elbo(Batch batch, float[] noise, ElboTerms terms) {
    inTurn(
        batch.rows(),
        () -> {
          try (NDManager call = manager.newSubManager()) {
            NDArray epsilon = latents(noise, batch.rows(), call);
            NDArray x = x(batch, call);
            NDArray c = c(batch, call);
            DiagonalNormal posterior = model.encoder().posterior(x, c, false);
            Elbo elbo = Elbo.of(model, posterior, x, c, epsilon, false);
            copy(elbo.logLikelihood(), terms.logLikelihood());
            copy(elbo.klTerms(), terms.kl());
            copy(posterior.mean(), terms.mean());
            copy(posterior.logVariance(), terms.logVariance());
          }
        });
  }

  @Override
  public void logWeights(Batch batch, int samples, float[] noise, float[] logWeights) {
    inTurn(
        batch.rows() * samples,
        () -> {
          try (NDManager call = manager.newSubManager()) {
            NDArray epsilon = latents(noise, batch.rows() * samples, call);
            NDArray c = c(batch, call);
            copy(ImportanceWeights.of(model, x(batch, call), c, epsilon, false).log(), logWeights);
          }
        });
  }

  @Override
  public List<Tensor> weights() {
    return support.inTurn(model.weights()::toTensors);
  }

  @Override
  public void close() {
    support.inTurn(manager::close);
  }

  private NDArray x(Batch batch, NDManager call) {
    return InputBuffer.array(call, batch.bytes(), model.description().features());
  }

  /** Runs a call on so many rows. */
  private void inTurn(int rows, Runnable call) {
    if ((long) rows * model.description().widest() <= SMALL_CALL) {
      support.inTurn(call);
      return;
    }
    large.acquireUninterruptibly();
    try {
      support.inTurn(call);
    } finally {
      large.release();
    }
  }

  private @Nullable NDArray c(Batch batch, NDManager call) {
    return c(batch.conditions(), batch.rows(), call);
  }

  private @Nullable NDArray c(ConditionColumns conditions, int rows, NDManager call) {
    ConditionBuffer buffer = new ConditionBuffer(model.description(), rows);
    return model.condition().of(buffer.fill(conditions, rows), call, false);
  }

  private NDArray latents(float[] z, int rows, NDManager call) {
    int latent = model.description().latent();
    InputBuffer buffer = new InputBuffer(rows, latent);
    buffer.rows(rows).put(z, 0, rows * latent);
    return buffer.array(call);
  }

  private static void copy(NDArray from, float[] to) {
    FloatBuffer values = from.toByteBuffer(true).asFloatBuffer(); // on PyTorch not a copy
    values.get(to, 0, values.remaining());
  }
}

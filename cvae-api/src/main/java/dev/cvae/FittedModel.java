package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelClosedException;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.random.RandomStream;
import dev.cvae.sampler.AggregatedPosterior;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.Sampler;
import dev.cvae.scaling.ScaledData;
import dev.cvae.spi.Backend;
import dev.cvae.spi.ElboEstimate;
import dev.cvae.spi.Networks;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.Evaluation;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The one model, whatever the backend: checks what comes in, draws latents, cuts work into batches,
 * keeps threads apart. What is left for a backend are {@link Networks}.
 *
 * <p>A call holds the read lock from start to end, {@link #close()} the write lock; for each batch
 * a call takes its turn at the {@link TurnTakingNetworks}.
 */
final class FittedModel implements GenerativeModel {
  private final String engine;
  private final Networks networks;
  private final Runnable release;
  private final ModelFile file; // without weights, which the networks have
  private final ModelDescription description;
  private final Decoding decoding;
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock(true);
  private volatile Optional<FittedSampler> sampler;
  private boolean closed; // guarded by lifecycle

  private FittedModel(Networks networks, Runnable release, ModelFile file) {
    this.engine = networks.engine();
    this.networks = new TurnTakingNetworks(networks);
    this.release = release;
    this.file = file.withTensors(List.of());
    this.description = file.description();
    this.decoding = new Decoding(this.networks, description);
    this.sampler = file.sampler();
  }

  /** A model that owns its networks, of which the file says all but the weights. */
  static FittedModel of(Networks networks, ModelFile file) {
    return new FittedModel(networks, networks::close, file);
  }

  /** A model that owns the networks of a fit. */
  static FittedModel of(Networks networks, ModelDescription description, Provenance provenance) {
    return of(networks, new ModelFile(description, provenance, List.of()));
  }

  /** A model whose networks are another's: closing it leaves them open. */
  static FittedModel lent(Networks networks, ModelDescription description, Provenance provenance) {
    ModelFile file = new ModelFile(description, provenance, List.of());
    return new FittedModel(networks, () -> {}, file);
  }

  static GenerativeModel open(ModelFile file, LoadOptions options) {
    ModelDescription description = options.withOwnLoss(file.description());
    return open(file.withDescription(description), options.runtime(), options.backend());
  }

  /** Opens a model that names nothing of its owner's. */
  static GenerativeModel open(ModelFile file, RuntimeSettings runtime) {
    return open(file, runtime, Optional.empty());
  }

  private static GenerativeModel open(
      ModelFile file, RuntimeSettings runtime, Optional<String> backendName) {
    Backend backend = Backends.toOpen(file.description(), runtime, backendName);
    return of(backend.open(file, runtime), file);
  }

  @Override
  public Samples generate(GenerationRequest request) {
    return whileOpen(
        () -> {
          List<Condition> conditions = request.conditions();
          checkFitsHeap(conditions.size());
          long seed = request.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
          RandomStream random = RandomStream.of(seed);
          float[][] latents = new LatentDraws(networks, description, sampler).draw(request, random);
          float[][] values =
              request.wantsDraws()
                  ? decoding.draws(latents, conditions, random.split("data"))
                  : decoding.means(latents, conditions);
          return samples(values, latents, conditions, OptionalLong.of(seed));
        });
  }

  @Override
  public Posterior encode(DataSource data) {
    return whileOpen(
        () -> {
          List<float[]> means = new ArrayList<>();
          List<float[]> logVariances = new ArrayList<>();
          encodeAll(
              data,
              (batch, mean, logVariance) -> {
                addRows(mean, batch.rows(), means);
                addRows(logVariance, batch.rows(), logVariances);
              });
          return new Posterior(means.toArray(float[][]::new), logVariances.toArray(float[][]::new));
        });
  }

  @Override
  public Samples decode(float[][] latents, List<Condition> conditions) {
    return whileOpen(
        () -> {
          float[][] z = decoding.checkedCopy(latents);
          if (conditions.size() != z.length) {
            throw InvalidSettingException.of(
                "conditions", "must be one a latent, " + z.length, conditions.size());
          }
          float[][] values = decoding.means(z, conditions);
          return samples(values, z, List.copyOf(conditions), OptionalLong.empty());
        });
  }

  @Override
  public Samples reconstruct(DataSource data) {
    return whileOpen(
        () -> {
          List<float[]> means = new ArrayList<>();
          List<Condition> conditions = new ArrayList<>();
          encodeAll(
              data,
              (batch, mean, logVariance) -> {
                addRows(mean, batch.rows(), means);
                for (int row = 0; row < batch.rows(); row++) {
                  conditions.add(batch.conditions().row(row));
                }
              });
          float[][] latents = means.toArray(float[][]::new);
          float[][] values = decoding.means(latents, conditions);
          return samples(values, latents, List.copyOf(conditions), OptionalLong.empty());
        });
  }

  @Override
  public Evaluation evaluate(DataSource data, long seed) {
    return whileOpen(
        () -> {
          return ElboEstimate.evaluate(networks, description, scaled(data), seed);
        });
  }

  @Override
  public List<Evaluation> evaluateEach(DataSource data, long seed) {
    return whileOpen(
        () -> {
          return ElboEstimate.evaluateEach(networks, description, scaled(data), seed);
        });
  }

  @Override
  public LogLikelihood logLikelihood(DataSource rows, int samples, long seed) {
    if (samples < 1) {
      throw InvalidSettingException.of("samples", "must be positive", samples);
    }
    return whileOpen(
        () -> {
          DataSource data = scaled(rows);
          RandomStream random = RandomStream.of(seed).split("importance");
          return new ImportanceSampling(networks, description, data, samples).run(data, random);
        });
  }

  @Override
  public Densities densities() {
    return new Densities(this, decoding, networks, description);
  }

  @Override
  public void fitSampler(Sampler choice, DataSource data) {
    sampler =
        whileOpen(
            () ->
                choice instanceof Sampler.MixtureSampler settings
                    ? Optional.of(fitMixtures(settings, data))
                    : Optional.empty());
  }

  private FittedSampler fitMixtures(Sampler.MixtureSampler settings, DataSource data) {
    AggregatedPosterior posterior =
        new AggregatedPosterior(
            description.conditions(), description.latent(), data.size(), settings);
    encodeAll(
        data,
        (batch, mean, logVariance) ->
            posterior.add(batch.conditions(), batch.weights(), batch.rows(), mean, logVariance));
    return posterior.fit();
  }

  @Override
  public Optional<FittedSampler> sampler() {
    return sampler;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public String describe() {
    return InWords.of(this);
  }

  @Override
  public Provenance provenance() {
    return file.provenance();
  }

  @Override
  public ModelFile toFile() {
    return whileOpen(() -> file.withTensors(networks.weights()).withSampler(sampler));
  }

  @Override
  public void save(Path target) {
    toFile().write(target);
  }

  @Override
  public void save(OutputStream out) {
    toFile().write(out);
  }

  @Override
  public void close() {
    if (lifecycle.getReadHoldCount() > 0) {
      throw new IllegalStateException(
          "close() from within a call on the same model would wait forever");
    }
    Lock lock = lifecycle.writeLock();
    lock.lock();
    try {
      closed = true;
      release.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "GenerativeModel of " + description + " on " + engine;
  }

  /** What users give, checked, as the networks see it. */
  DataSource scaled(DataSource rows) {
    DataSource data = ScaledData.of(description.scaling(), rows);
    Fit.checkData(description, data);
    return data;
  }

  /** What the networks say, in the data's units; the values are overwritten. */
  private Samples samples(
      float[][] values, float[][] latents, List<Condition> conditions, OptionalLong seed) {
    for (float[] row : values) {
      description.scaling().undo(row);
    }
    return new Samples(description.shape(), values, latents, conditions, seed);
  }

  /** Takes the posterior of each batch of some data. */
  private interface PosteriorConsumer {
    void accept(Batch batch, float[] mean, float[] logVariance);
  }

  private void encodeAll(DataSource rows, PosteriorConsumer consumer) {
    DataSource data = scaled(rows);
    Batch batch = Batch.forPass(data, description.conditions(), description.latent());
    float[] mean = new float[batch.capacity() * description.latent()];
    float[] logVariance = new float[mean.length];
    long firstRow = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows(), firstRow);
        firstRow += batch.rows();
        networks.encode(batch, mean, logVariance);
        consumer.accept(batch, mean, logVariance);
      }
    }
  }

  private void addRows(float[] flat, int rows, List<float[]> to) {
    int latent = description.latent();
    for (int row = 0; row < rows; row++) {
      to.add(Arrays.copyOfRange(flat, row * latent, (row + 1) * latent));
    }
  }

  private void checkFitsHeap(int rows) {
    long bytes = 4L * rows * ((long) description.features() + description.latent());
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw InvalidSettingException.of(
          "count",
          "must fit into the heap of %d MiB (this many rows need %d MiB)"
              .formatted(heap >> 20, bytes >> 20),
          rows);
    }
  }

  <T> T whileOpen(Supplier<T> call) {
    Lock lock = lifecycle.readLock();
    lock.lock();
    try {
      if (closed) {
        throw new ModelClosedException("the model is closed; load or fit it again");
      }
      return call.get();
    } finally {
      lock.unlock();
    }
  }
}

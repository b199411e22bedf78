package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelClosedException;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.Backend;
import dev.cvae.spi.ElboEstimate;
import dev.cvae.spi.Networks;
import dev.cvae.training.Evaluation;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private static final int DECODED_VALUES = 1 << 22; // at a time

  private final String engine;
  private final Networks networks;
  private final ModelDescription description;
  private final Provenance provenance;
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock(true);
  private boolean closed; // guarded by lifecycle

  FittedModel(Networks networks, ModelDescription description, Provenance provenance) {
    this.engine = networks.engine();
    this.networks = new TurnTakingNetworks(networks);
    this.description = description;
    this.provenance = provenance;
  }

  static GenerativeModel open(ModelFile file, LoadOptions options) {
    Backend backend = Backends.choose("open this model", b -> b.opens(file.description()));
    Networks networks = backend.open(file, options.runtime());
    return new FittedModel(networks, file.description(), file.provenance());
  }

  @Override
  public Samples generate(GenerationRequest request) {
    return whileOpen(
        () -> {
          List<Condition> conditions = request.conditions();
          checkFitsHeap(conditions.size());
          long seed = request.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
          RandomStream random = RandomStream.of(seed);
          float[][] latents = drawLatents(random.split("latent"), conditions.size());
          float[][] values = decodeAll(latents, conditions);
          if (request.wantsDraws()) {
            drawValues(random.split("data"), values);
          }
          return new Samples(
              description.shape(), values, latents, conditions, OptionalLong.of(seed));
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
          float[][] z = checkedCopy(latents);
          if (conditions.size() != z.length) {
            throw InvalidSettingException.of(
                "conditions", "must be one a latent, " + z.length, conditions.size());
          }
          float[][] values = decodeAll(z, conditions);
          return new Samples(
              description.shape(), values, z, List.copyOf(conditions), OptionalLong.empty());
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
          float[][] values = decodeAll(latents, conditions);
          return new Samples(
              description.shape(), values, latents, List.copyOf(conditions), OptionalLong.empty());
        });
  }

  @Override
  public Evaluation evaluate(DataSource data, long seed) {
    return whileOpen(
        () -> {
          Fit.checkData(description, data);
          return ElboEstimate.evaluate(networks, description, data, seed);
        });
  }

  @Override
  public List<Evaluation> evaluateEach(DataSource data, long seed) {
    return whileOpen(
        () -> {
          Fit.checkData(description, data);
          return ElboEstimate.evaluateEach(networks, description, data, seed);
        });
  }

  @Override
  public ModelDescription describe() {
    return description;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public void save(Path file) {
    whileOpen(this::toFile).write(file);
  }

  @Override
  public void save(OutputStream out) {
    whileOpen(this::toFile).write(out);
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
      networks.close();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "GenerativeModel of " + description + " on " + engine;
  }

  private ModelFile toFile() {
    return new ModelFile(description, provenance, networks.weights());
  }

  private float[][] drawLatents(RandomStream random, int rows) {
    float[][] latents = new float[rows][description.latent()];
    for (int row = 0; row < rows; row++) {
      random.normals((long) row * description.latent(), latents[row]);
    }
    return latents;
  }

  private void drawValues(RandomStream random, float[][] means) {
    for (int row = 0; row < means.length; row++) {
      long position = (long) row * description.features();
      description.reconstructionLoss().draw(means[row], random, position);
    }
  }

  private float[][] decodeAll(float[][] latents, List<Condition> conditions) {
    int latent = description.latent();
    int features = description.features();
    int most = Math.max(1, DECODED_VALUES / description.widest());
    float[][] values = new float[latents.length][];
    for (int start = 0; start < latents.length; start += most) {
      int rows = Math.min(most, latents.length - start);
      ConditionColumns columns =
          ConditionColumns.of(description.conditions(), conditions.subList(start, start + rows));
      float[] z = new float[rows * latent];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(latents[start + row], 0, z, row * latent, latent);
      }
      float[] mean = new float[rows * features];
      networks.decode(z, columns, rows, mean);
      for (int row = 0; row < rows; row++) {
        values[start + row] = Arrays.copyOfRange(mean, row * features, (row + 1) * features);
      }
    }
    return values;
  }

  /** Takes the posterior of each batch of some data. */
  private interface PosteriorConsumer {
    void accept(Batch batch, float[] mean, float[] logVariance);
  }

  private void encodeAll(DataSource data, PosteriorConsumer consumer) {
    Fit.checkData(description, data);
    Batch batch = Batch.forPass(data, description.conditions(), description.latent());
    float[] mean = new float[batch.capacity() * description.latent()];
    float[] logVariance = new float[mean.length];
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows());
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

  private float[][] checkedCopy(float[][] latents) {
    if (latents.length == 0) {
      throw new InvalidDataException("latents must have at least one row, had none");
    }
    float[][] copy = new float[latents.length][];
    for (int row = 0; row < copy.length; row++) {
      if (latents[row].length != description.latent()) {
        throw new InvalidDataException(
            "latents must have the model's latent size %d, row %d has %d"
                .formatted(description.latent(), row, latents[row].length));
      }
      copy[row] = latents[row].clone();
      for (int i = 0; i < copy[row].length; i++) {
        if (!Float.isFinite(copy[row][i])) {
          throw new InvalidDataException(
              "latents must be finite in row %d, column %d, was %s"
                  .formatted(row, i, copy[row][i]));
        }
      }
    }
    return copy;
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

  private <T> T whileOpen(Supplier<T> call) {
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

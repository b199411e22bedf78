package dev.cvae.djl;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Moments;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.FitTask;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a model's weights are before its first step: drawn for a fit, read for a saved model. */
interface InitialValues {
  /**
   * The values of one weight.
   *
   * @param name its name in the model file
   * @param shape its dimensions
   * @param fanIn how many inputs each of its layer's outputs has
   */
  float[] of(String name, long[] shape, long fanIn);

  /**
   * The values of log σ of neighbouring features: one for all of them, or one for each.
   *
   * @param first where the features begin in a row of data
   * @param features how many there are
   */
  float[] logSigma(String name, int sigmas, int first, int features);

  /** The values of a weight, (count, features), that starts as rows of the training data. */
  float[] rows(String name, int count, int features);

  /** Whether every parameter of an own block comes from here, or only weights and biases. */
  boolean coversAll();

  /**
   * Uniform in ±1/√(fan-in), weights and biases alike: PyTorch's default for fully connected layers
   * (He et al. 2015 with a = √5), which the article uses.
   */
  record Drawn(FitTask task) implements InitialValues {
    private static final long MANY_ROWS = 10_000;

    @Override
    public float[] of(String name, long[] shape, long fanIn) {
      float[] values = new float[Math.toIntExact(size(shape))];
      double bound = 1 / Math.sqrt((double) fanIn);
      RandomStream random = task.initialWeights(name);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.uniform(i) - 1));
      }
      return values;
    }

    /**
     * The training data's standard deviations, of some rows at random if there are many: the most
     * likely σ of a decoder that knows no more than the means. 1 where nothing varies.
     */
    @Override
    public float[] logSigma(String name, int sigmas, int first, int features) {
      double[] all = someRows(name).variance();
      double[] variance = Arrays.copyOfRange(all, first, first + features);
      if (sigmas == 1) {
        variance = new double[] {Arrays.stream(variance).average().orElseThrow()};
      }
      float[] logSigma = new float[sigmas];
      for (int i = 0; i < sigmas; i++) {
        double found = variance[i] > 0 ? 0.5 * Math.log(variance[i]) : 0;
        logSigma[i] = (float) Math.max(found, Gaussian.LEAST_LOG_SIGMA);
      }
      return logSigma;
    }

    private Moments someRows(String name) {
      DataSource data = task.train();
      Moments moments = new Moments(data.shape().size());
      Batch batch = Batch.forPass(data, ConditionSchema.none(), 1);
      float[] x = new float[data.shape().size()];
      long rows = 0;
      try (Batches batches = data.shuffled(task.initialWeights(name))) {
        while (rows < MANY_ROWS && batches.next(batch)) {
          for (int row = 0; row < batch.rows(); row++, rows++) {
            batch.x().get(row * x.length, x);
            moments.add(x, 0);
          }
        }
      }
      return moments;
    }

    /** Rows in an order of the weight's own; again from the first if the data has too few. */
    @Override
    public float[] rows(String name, int count, int features) {
      float[] values = new float[Math.multiplyExact(count, features)];
      DataSource data = task.train();
      int known = (int) Math.min(count, data.size());
      Batch batch = new Batch(known, data.shape(), ConditionSchema.none());
      try (Batches batches = data.shuffled(task.initialWeights(name))) {
        batches.next(batch);
      }
      for (int row = 0; row < count; row++) {
        batch.x().get(row % known * features, values, row * features, features);
      }
      return values;
    }

    @Override
    public boolean coversAll() {
      return false;
    }
  }

  /** The tensors of a model file. */
  final class Saved implements InitialValues {
    private final Map<String, Tensor> tensors = new HashMap<>();

    Saved(ModelFile file) {
      file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    @Override
    public float[] of(String name, long[] shape, long fanIn) {
      Tensor tensor = tensors.remove(name);
      if (tensor == null) {
        throw new ModelFileException("the model file lacks tensor " + name);
      }
      if (!Arrays.equals(Arrays.stream(tensor.shape()).asLongStream().toArray(), shape)) {
        throw new ModelFileException(
            "tensor %s has shape %s, and the model's description needs %s"
                .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
      }
      return tensor.values();
    }

    @Override
    public float[] logSigma(String name, int sigmas, int first, int features) {
      return of(name, new long[] {sigmas}, 1);
    }

    @Override
    public float[] rows(String name, int count, int features) {
      return of(name, new long[] {count, features}, 1);
    }

    @Override
    public boolean coversAll() {
      return true;
    }

    /** Checks, after the networks have been built, that the file has nothing they do not know. */
    void requireAllUsed() {
      if (!tensors.isEmpty()) {
        throw new ModelFileException(
            "the model file has tensors that its description does not know: " + tensors.keySet());
      }
    }
  }

  private static long size(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}

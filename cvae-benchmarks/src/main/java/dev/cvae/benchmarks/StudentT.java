package dev.cvae.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import dev.cvae.djl.DjlLoss;
import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * An own reconstruction loss for rows with gaps: independent Student variables with three degrees
 * of freedom, whose means μ and scales s the decoder gives, of the features that are not NaN. With
 * r = s √3 and u = (x − μ) / r,
 *
 * <pre>log p(x|z) = Σ log(2 / π) − log r − 2 log(1 + u²)</pre>
 *
 * <p>MIWAE's decoder gives the degrees of freedom, too, 3 or more (Mattei &amp; Frellsen 2019).
 */
record StudentT() implements DjlLoss {
  private static final double LOG_TWO_OVER_PI = Math.log(2 / Math.PI);
  private static final float LEAST_SCALE = 1e-4f;

  @Override
  public String name() {
    return "student-t";
  }

  @Override
  public int outputs(int features) {
    return 2 * features;
  }

  @Override
  public boolean allowsMissing() {
    return true;
  }

  @Override
  public float lowest() {
    return -Float.MAX_VALUE;
  }

  @Override
  public float highest() {
    return Float.MAX_VALUE;
  }

  @Override
  public NDArray logProbability(NDArray x, NDArray outputs) {
    NDArray observed = x.eq(x).toType(DataType.FLOAT32, false); // NaN alone is not itself
    NDArray values = NDArrays.where(x.eq(x), x, x.zerosLike());
    NDArray scale = Activation.softPlus(outputs.split(2, 1).get(1)).add(LEAST_SCALE);
    NDArray log = mean(outputs).sub(values).div(scale).square().add(1f).log();
    NDArray each = scale.log().add(log).add(log).neg().add((float) LOG_TWO_OVER_PI);
    return each.mul(observed).sum(new int[] {1});
  }

  @Override
  public NDArray mean(NDArray outputs) {
    return outputs.split(2, 1).get(0);
  }

  @Override
  public double logProbability(float[] x, double[] parameters) {
    double[] ofFeature = new double[x.length];
    logProbabilities(x, parameters, ofFeature);
    return Arrays.stream(ofFeature).sum();
  }

  @Override
  public void logProbabilities(float[] x, double[] parameters, double[] ofFeature) {
    for (int i = 0; i < x.length; i++) {
      double scale = scale(parameters, x.length, i);
      double u = (x[i] - parameters[i]) / scale;
      double log = LOG_TWO_OVER_PI - Math.log(scale) - 2 * Math.log1p(u * u);
      ofFeature[i] = Float.isNaN(x[i]) ? 0 : log;
    }
  }

  @Override
  public void mean(double[] parameters, float[] mean) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) parameters[i];
    }
  }

  /** A normal variable over the root of the sum of three squared others, times r. */
  @Override
  public void draw(double[] parameters, RandomStream random, long position, float[] x) {
    for (int i = 0; i < x.length; i++) {
      double squares = 0;
      for (int other = 1; other <= 3; other++) {
        double normal = random.split(other).normal(position + i);
        squares += normal * normal;
      }
      double standard = random.normal(position + i) / Math.sqrt(squares);
      x[i] = (float) (parameters[i] + scale(parameters, x.length, i) * standard);
    }
  }

  /** r, softplus of the second half of the outputs. */
  private static double scale(double[] parameters, int features, int i) {
    double output = parameters[features + i];
    return Math.max(output, 0) + Math.log1p(Math.exp(-Math.abs(output))) + LEAST_SCALE;
  }
}

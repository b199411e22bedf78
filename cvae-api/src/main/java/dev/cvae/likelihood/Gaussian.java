package dev.cvae.likelihood;

import dev.cvae.random.RandomStream;

/**
 * Independent normal variables with means f from the decoder:
 *
 * <pre>log p(x|z,c) = −Σ ½ ((x − f) / σ)² + log σ + ½ log 2π</pre>
 *
 * <p>Parameters: D means; with a learned σ, then D times log σ. A fit starts at the deviation of
 * the training data, and takes log σ no lower than {@link #LEAST_LOG_SIGMA}.
 *
 * @param sigma what σ is
 */
public record Gaussian(Sigma sigma) implements LossDefaults {
  /** Where σ comes from. It never depends on z or c. */
  public enum Sigma {
    /** σ = 1: MSE. */
    ONE,
    /** One σ for all features, learned with the weights (Rybkin et al. 2021, section 3). */
    SHARED,
    /** A σ for each feature, learned with the weights. */
    PER_FEATURE
  }

  /** The least log σ that is learned: training with less is unstable (as in the σ-VAE's code). */
  public static final double LEAST_LOG_SIGMA = -6;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  @Override
  public int outputs(int features) {
    return features;
  }

  @Override
  public int parameters(int features) {
    return sigma == Sigma.ONE ? features : 2 * features;
  }

  @Override
  public double logConstant(int features) {
    return -features * HALF_LOG_TWO_PI;
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
  public double logProbability(float[] x, double[] parameters) {
    double sum = logConstant(x.length);
    for (int i = 0; i < x.length; i++) {
      double logSigma = logSigma(parameters, x.length, i);
      double standardised = (x[i] - parameters[i]) * Math.exp(-logSigma);
      sum -= 0.5 * standardised * standardised + logSigma;
    }
    return sum;
  }

  @Override
  public void mean(double[] parameters, float[] mean) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) parameters[i];
    }
  }

  @Override
  public void draw(double[] parameters, RandomStream random, long position, float[] x) {
    for (int i = 0; i < x.length; i++) {
      double sigmaOfI = Math.exp(logSigma(parameters, x.length, i));
      x[i] = (float) (parameters[i] + sigmaOfI * random.normal(position + i));
    }
  }

  private double logSigma(double[] parameters, int features, int i) {
    return sigma == Sigma.ONE ? 0 : parameters[features + i];
  }

  /** As users write it. */
  @Override
  public String toString() {
    return switch (sigma) {
      case ONE -> "MSE";
      case SHARED -> "Gaussian with one learned sigma";
      case PER_FEATURE -> "Gaussian with a learned sigma per feature";
    };
  }
}

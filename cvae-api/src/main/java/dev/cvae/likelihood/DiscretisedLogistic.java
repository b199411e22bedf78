package dev.cvae.likelihood;

import dev.cvae.random.RandomStream;
import java.util.Optional;

/**
 * Bytes, scaled to [0, 1], as logistic variables rounded to the nearest of the 256 levels (Kingma
 * et al. 2016, section 5; Salimans et al. 2017, section 2.1, with one component). With mean μ and
 * scale s from the decoder, F the logistic distribution function and δ = 1/510 half a level,
 *
 * <pre>p(x|z,c) = Π F((x + δ − μ)/s) − F((x − δ − μ)/s),</pre>
 *
 * <p>where what lies below 0 counts for 0 and what lies above 1 counts for 1. Probabilities, not
 * densities. Parameters: D times μ, then D times log s, which counts as −7 if it is less.
 */
public record DiscretisedLogistic() implements LossDefaults {
  /** The least log s. */
  public static final double LEAST_LOG_SCALE = -7;

  private static final double HALF_LEVEL = 1 / 510.0;
  private static final int LEVELS = 255;
  private static final double WIDE = 100;

  @Override
  public int outputs(int features) {
    return 2 * features;
  }

  @Override
  public double logProbability(float[] x, double[] parameters) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double scale = scale(parameters, x.length, i);
      double above = (x[i] + HALF_LEVEL - parameters[i]) / scale;
      double below = (x[i] - HALF_LEVEL - parameters[i]) / scale;
      if (x[i] <= 0) {
        sum -= Logistic.softplus(-above); // log F(above)
      } else if (x[i] >= 1) {
        sum -= Logistic.softplus(below); // log(1 − F(below))
      } else { // F(a) − F(b) = F(a) (1 − F(b)) (1 − e^(b − a))
        sum -= Logistic.softplus(-above) + Logistic.softplus(below);
        sum += Math.log(-Math.expm1(-2 * HALF_LEVEL / scale));
      }
    }
    return sum;
  }

  /**
   * That of the logistic variable clipped to [0, 1], which rounding moves by half a level at most.
   */
  @Override
  public void mean(double[] parameters, float[] mean) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) mean(parameters[i], scale(parameters, mean.length, i));
    }
  }

  /** ∫₀¹ P(X &gt; t) dt, P(X &gt; t) = f((μ − t)/s), f the logistic function. */
  private static double mean(double centre, double scale) {
    double first = centre / scale;
    double last = (centre - 1) / scale;
    if (scale > WIDE) { // the difference below loses digits, and Simpson's rule is as good
      double middle = (first + last) / 2;
      return (Logistic.sigmoid(first) + 4 * Logistic.sigmoid(middle) + Logistic.sigmoid(last)) / 6;
    }
    return scale * (Logistic.softplus(first) - Logistic.softplus(last));
  }

  @Override
  public void draw(double[] parameters, RandomStream random, long position, float[] x) {
    for (int i = 0; i < x.length; i++) {
      double u = random.uniform(position + i);
      double drawn = parameters[i] + scale(parameters, x.length, i) * Math.log(u / (1 - u));
      x[i] = Math.round(Math.max(0, Math.min(1, drawn)) * LEVELS) / (float) LEVELS;
    }
  }

  /** Each value is one of the 256 levels, as {@code byte / 255f} is. */
  @Override
  public Optional<RowRule> rowRule() {
    return Optional.of(DiscretisedLogistic::objection);
  }

  private static String objection(float[] x, int firstColumn) {
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(x[i] * LEVELS - Math.round(x[i] * LEVELS)) > 1e-3) {
        return "must be bytes divided by 255, column %d was %s".formatted(firstColumn + i, x[i]);
      }
    }
    return "";
  }

  private static double scale(double[] parameters, int features, int i) {
    return Math.exp(Math.max(LEAST_LOG_SCALE, parameters[features + i]));
  }

  /** As the field calls it. */
  @Override
  public String toString() {
    return "discretised logistic";
  }
}

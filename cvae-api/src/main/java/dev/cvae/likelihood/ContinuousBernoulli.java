package dev.cvae.likelihood;

import dev.cvae.random.RandomStream;

/**
 * Independent variables on [0, 1] with density proportional to e^(l x), logits l from the decoder:
 * the Bernoulli likelihood made a true density of greys (Loaiza-Ganem &amp; Cunningham 2019).
 *
 * <pre>
 * log p(x|z,c) = Σ l x − log ∫₀¹ e^(l t) dt = Σ l (x − ½) − log(sinh(l/2) / (l/2))
 * mean         = ½ + ½ coth(l/2) − 1/l
 * </pre>
 */
public record ContinuousBernoulli() implements LossDefaults {
  /** Below it, series take the place of quotients that lose digits. */
  private static final double SMALL = 0.05;

  @Override
  public int outputs(int features) {
    return features;
  }

  @Override
  public double logProbability(float[] x, double[] logits) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += logits[i] * (x[i] - 0.5) - logSinhc(logits[i] / 2);
    }
    return sum;
  }

  /** log(sinh(y) / y). */
  private static double logSinhc(double y) {
    double a = Math.abs(y);
    return a < SMALL
        ? a * a / 6 * (1 - a * a / 30)
        : a + Math.log(-Math.expm1(-2 * a)) - Math.log(2 * a);
  }

  @Override
  public void mean(double[] logits, float[] mean) {
    for (int i = 0; i < mean.length; i++) {
      double l = logits[i];
      mean[i] =
          (float)
              (Math.abs(l) < SMALL
                  ? 0.5 + l / 12 * (1 - l * l / 60)
                  : 0.5 + 0.5 / Math.tanh(l / 2) - 1 / l);
    }
  }

  /** The inverse of P(X ≤ x) = (e^(l x) − 1) / (e^l − 1) at a uniform number. */
  @Override
  public void draw(double[] logits, RandomStream random, long position, float[] x) {
    for (int i = 0; i < x.length; i++) {
      double u = random.uniform(position + i);
      double l = Math.abs(logits[i]);
      // of density e^(−l t), which does not overflow; turned round for positive logits
      double t = l < 1e-6 ? u : -Math.log1p(u * Math.expm1(-l)) / l;
      x[i] = (float) (logits[i] > 0 ? 1 - t : t);
    }
  }

  /** As the field calls it. */
  @Override
  public String toString() {
    return "continuous Bernoulli";
  }
}

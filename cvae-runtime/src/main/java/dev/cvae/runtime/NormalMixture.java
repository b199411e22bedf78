package dev.cvae.runtime;

import java.util.List;

/**
 * A mixture of equally likely diagonal normal distributions.
 *
 * @param components one or more
 */
record NormalMixture(List<DiagonalNormal> components) implements LatentDistribution {
  /** log 1/K Σ_k N(z; μ_k, σ_k²), with the greatest term taken out of the sum. */
  @Override
  public double logProbability(float[] z) {
    double[] logs = new double[components.size()];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logs.length; k++) {
      logs[k] = components.get(k).logProbability(z);
      most = Math.max(most, logs[k]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum / logs.length);
  }

  /** From component number ⌊u K⌋. */
  @Override
  public float[] sample(float uniform, float[] noise) {
    float scaled = Math.min(uniform * components.size(), components.size() - 0.5f);
    return components.get((int) scaled).sample(noise);
  }

  /** log q(z) − log p(z). */
  @Override
  public void klFrom(DiagonalNormal q, float[] z, float[] kl, int at) {
    kl[at] = (float) (q.logProbability(z) - logProbability(z));
  }
}

package dev.cvae.runtime;

/**
 * Independent normal distributions N(μ, σ²) of one row's latents.
 *
 * @param mean μ, (latent)
 * @param logVariance log σ², (latent)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DiagonalNormal(float[] mean, float[] logVariance) implements LatentDistribution {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** N(0, I). */
  static DiagonalNormal standard(int latent) {
    return new DiagonalNormal(new float[latent], new float[latent]);
  }

  /** −½ Σ (z − μ)² / σ² + log σ² + log 2π. */
  @Override
  public double logProbability(float[] z) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double distance = z[i] - mean[i];
      sum += distance * distance * Math.exp(-logVariance[i]) + logVariance[i] + LOG_TWO_PI;
    }
    return -0.5 * sum;
  }

  /** z = μ + σ ⊙ ε (Kingma &amp; Welling 2014, section 2.4). */
  float[] sample(float[] noise) {
    float[] z = new float[noise.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (mean[i] + Math.exp(0.5 * logVariance[i]) * noise[i]);
    }
    return z;
  }

  @Override
  public float[] sample(float uniform, float[] noise) {
    return sample(noise);
  }

  /** ½ (((μ_q − μ)² + σ_q²) / σ² − 1 − log σ_q² + log σ²) for each latent. */
  @Override
  public void klFrom(DiagonalNormal q, float[] z, float[] kl, int at) {
    for (int i = 0; i < z.length; i++) {
      double distance = q.mean[i] - mean[i];
      double squares = distance * distance + Math.exp(q.logVariance[i]);
      double logRatio = (double) q.logVariance[i] - logVariance[i];
      kl[at + i] = (float) (0.5 * (squares * Math.exp(-logVariance[i]) - 1 - logRatio));
    }
  }
}

package dev.cvae.spi;

import dev.cvae.model.ModelDescription;
import dev.cvae.training.LatentDiagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The latents' figures over whole data sets, from what the networks say of each batch; added up in
 * double precision.
 */
public final class LatentEstimate {
  /** A variance that is not 0, so that all figures are finite. */
  private static final double LEAST = 1e-60;

  private final boolean factorises;
  private final double[] kl; // of each latent; the row's if it does not factorise
  private final double[] mean; //         Σ μ
  private final double[] squaredMean; //  Σ μ²
  private final double[] variance; //     Σ σ²
  private final double[] prior; //        Σ z
  private final double[] squaredPrior; // Σ z²
  private long examples;
  private long draws;

  /**
   * An estimate over no example yet.
   *
   * @param description the model
   */
  public LatentEstimate(ModelDescription description) {
    int latent = description.latent();
    factorises = description.prior().factorises();
    kl = new double[factorises ? latent : 1];
    mean = new double[latent];
    squaredMean = new double[latent];
    variance = new double[latent];
    prior = new double[latent];
    squaredPrior = new double[latent];
  }

  /**
   * Adds an example.
   *
   * @param mu the posterior's mean, one a latent
   * @param logVariance the posterior's log-variance, one a latent
   * @param klTerms its KL in nats, one a latent, or one in all for a prior that does not factorise
   */
  public void add(float[] mu, float[] logVariance, double[] klTerms) {
    examples++;
    for (int i = 0; i < mean.length; i++) {
      mean[i] += mu[i];
      squaredMean[i] += (double) mu[i] * mu[i];
      variance[i] += Math.exp(logVariance[i]);
    }
    for (int i = 0; i < kl.length; i++) {
      kl[i] += klTerms[i];
    }
  }

  /**
   * Adds a draw from the prior, of a condition as frequent as in the data. Without any, the prior
   * counts as N(0, I).
   *
   * @param z one a latent
   */
  public void addPrior(float[] z) {
    draws++;
    for (int i = 0; i < prior.length; i++) {
      prior[i] += z[i];
      squaredPrior[i] += (double) z[i] * z[i];
    }
  }

  /**
   * The figures so far, if there are two examples or more: one has no variance.
   *
   * @return averages over the examples added
   */
  Optional<LatentDiagnostics> ofSeveral() {
    return examples > 1 ? Optional.of(diagnostics()) : Optional.empty();
  }

  /**
   * The figures so far.
   *
   * @return averages over the examples added
   */
  public LatentDiagnostics diagnostics() {
    List<LatentDiagnostics.Latent> latents = new ArrayList<>();
    double sum = 0;
    for (double ofLatent : kl) {
      sum += ofLatent / examples;
    }
    for (int i = 0; i < mean.length; i++) {
      double m = mean[i] / examples;
      double activity = Math.max(0, squaredMean[i] / examples - m * m);
      OptionalDouble ofLatent =
          factorises ? OptionalDouble.of(kl[i] / examples) : OptionalDouble.empty();
      double mismatch = mismatch(m, activity + variance[i] / examples, i);
      latents.add(new LatentDiagnostics.Latent(activity, ofLatent, mismatch));
    }
    return new LatentDiagnostics(latents, sum);
  }

  /** KL(N(m, s²) ‖ N(m₀, s₀²)) = ½ ((s² + (m − m₀)²) / s₀² − 1 − log(s² / s₀²)). */
  private double mismatch(double m, double squared, int latent) {
    double m0 = draws == 0 ? 0 : prior[latent] / draws;
    double squared0 = draws == 0 ? 1 : Math.max(LEAST, squaredPrior[latent] / draws - m0 * m0);
    double ratio = Math.max(LEAST, squared) / squared0;
    return 0.5 * (ratio + (m - m0) * (m - m0) / squared0 - 1 - Math.log(ratio));
  }
}

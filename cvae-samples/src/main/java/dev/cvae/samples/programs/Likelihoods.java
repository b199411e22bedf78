package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LogLikelihood;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.mnist.Mnist;
import java.util.List;
import java.util.Locale;

/**
 * Which distribution do grey pixels have? The log-likelihood of rows held back says it, estimated
 * by importance sampling.
 */
public final class Likelihoods {
  private static final int SAMPLES = 50;

  private Likelihoods() {}

  /**
   * Fits a model under each of three losses and prints what each says of unseen digits.
   *
   * @param args how many digits to fit to; 3,000 by default
   */
  public static void main(String[] args) {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 3_000;
    Dataset digits = Mnist.train().first(rows);
    Dataset unseen = Mnist.test().first(Math.min(200, rows));
    List<ReconstructionLoss> losses =
        List.of(
            ReconstructionLoss.continuousBernoulli(),
            ReconstructionLoss.gaussian(),
            ReconstructionLoss.discretisedLogistic());

    for (ReconstructionLoss loss : losses) {
      Cvae cvae = Cvae.builder().latent(16).hidden(200).epochs(3).reconstructionLoss(loss).build();
      try (GenerativeModel model = cvae.fit(digits)) {
        LogLikelihood log = model.logLikelihood(unseen, SAMPLES);
        // The first two are densities of numbers in [0, 1]; the third gives probabilities of 256
        // levels, whose density is 255 times as great: log 255 nats more a pixel.
        double density = loss == losses.get(2) ? 784 * Math.log(255) : 0;
        System.out.printf(
            Locale.ROOT,
            "%-32s %8.1f nats +- %.1f%n",
            loss,
            log.mean() + density,
            log.standardError());
      }
    }
  }
}

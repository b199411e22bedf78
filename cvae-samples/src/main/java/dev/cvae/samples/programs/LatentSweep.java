package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import dev.cvae.training.Evaluation;

/** One description, varied: how many latents does the data want? Rows held back for it decide. */
public final class LatentSweep {
  private static final int[] SIZES = {2, 8, 32};

  private LatentSweep() {}

  /**
   * Fits a model for each size and names the one that explains unseen digits best.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Dataset.Split digits = Mnist.train().first(5_000).split(0.8, 0);
    Cvae common = Cvae.builder().latent(SIZES[0]).hidden(200).epochs(4).build();

    int best = 0;
    double bestElbo = Double.NEGATIVE_INFINITY;
    for (int latent : SIZES) {
      Cvae cvae = common.toBuilder().latent(latent).build();
      try (GenerativeModel model = cvae.fit(digits.train(), digits.validation())) {
        // The validation figures, not the training's: those improve with any latent added.
        Evaluation unseen = model.history().last().validation().orElseThrow();
        System.out.printf("latent %2d: %s%n", latent, unseen);
        if (unseen.elbo() > bestElbo) {
          bestElbo = unseen.elbo();
          best = latent;
        }
      } // each model's native memory goes before the next one's comes
    }
    System.out.println("best: latent " + best);
  }
}

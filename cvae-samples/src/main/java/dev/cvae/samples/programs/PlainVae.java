package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import dev.cvae.mnist.Mnist;
import dev.cvae.training.TrainingListener;
import java.nio.file.Path;

/** Without labels in the data it is a plain VAE: the same class, the same calls. */
public final class PlainVae {
  private PlainVae() {}

  /**
   * Fits a plain VAE to some digits and writes a page of new ones.
   *
   * @param args where the page goes; {@code plain-vae.png} by default
   */
  public static void main(String[] args) {
    Path page = Path.of(args.length > 0 ? args[0] : "plain-vae.png");
    Dataset digits = Mnist.train().first(5_000).unlabelled();
    Cvae vae =
        Cvae.builder()
            .latent(20)
            .hidden(400)
            .epochs(5)
            .listener(TrainingListener.eachEpoch(System.out::println))
            .build();

    try (GenerativeModel model = vae.fit(digits)) {
      Samples samples = model.generate(100); // nothing to ask for but how many
      Images.writePng(Images.grid(samples, 10), page);
      System.out.println(
          "Wrote " + page + "; seed " + samples.seed().getAsLong() + " draws it again");
    }
  }
}

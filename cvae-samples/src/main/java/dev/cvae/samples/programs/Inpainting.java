package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.analysis.Completed;
import dev.cvae.analysis.Completion;
import dev.cvae.analysis.Mask;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import dev.cvae.mnist.Mnist;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lower half of each digit is hidden: what was it, given the upper half and the label? */
public final class Inpainting {
  private static final int DIGITS = 10;

  private Inpainting() {}

  /**
   * Fits a CVAE to some digits and completes unseen ones.
   *
   * @param args where the page goes; {@code inpainting.png} by default
   */
  public static void main(String[] args) {
    Path page = Path.of(args.length > 0 ? args[0] : "inpainting.png");
    Dataset digits = Mnist.test().first(DIGITS);
    Mask lowerHalf = Mask.rectangle(digits.shape(), 14, 0, 14, 28);

    Cvae cvae = Cvae.builder().latent(16).hidden(200).epochs(5).build();
    try (GenerativeModel model = cvae.fit(Mnist.train().first(5_000))) {
      Completed completed =
          Completion.of(model).samples(200).imputations(3).complete(digits, lowerHalf);

      // From top to bottom: the digit, its mean given the upper half, three draws.
      List<float[]> rows = new ArrayList<>();
      for (int row = 0; row < DIGITS; row++) {
        rows.add(digits.row(row));
      }
      rows.addAll(Arrays.asList(completed.mean()));
      for (int draw = 0; draw < completed.imputations(); draw++) {
        rows.addAll(Arrays.asList(completed.imputation(draw)));
      }
      float[][] all = rows.toArray(float[][]::new);
      Images.writePng(Images.grid(all, digits.shape(), DIGITS), page);
      System.out.printf("%s; wrote %s%n", lowerHalf, page);
    }
  }
}

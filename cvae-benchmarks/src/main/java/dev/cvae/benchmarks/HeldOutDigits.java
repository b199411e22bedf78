package dev.cvae.benchmarks;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Anomaly detection: nine digits are normal, the tenth is not. For each digit, a plain VAE is
 * fitted to the others, and scores the test set by −log p(x), importance-sampled, and by −log
 * p(x|z) at draws of z; the area under the receiver operating characteristic says how well the
 * score tells the held-out digit from the others (1 perfectly, ½ not at all).
 *
 * <pre>
 * HeldOutDigits 10 0        10 epochs, seed 0
 * </pre>
 */
public final class HeldOutDigits {
  private static final int SAMPLES = 50;

  private HeldOutDigits() {}

  /**
   * Prints a row of a Markdown table for each digit.
   *
   * @param args how many epochs, the seed
   */
  public static void main(String[] args) {
    Cvae vae =
        Cvae.builder()
            .latent(20)
            .hidden(400)
            .epochs(Integer.parseInt(args[0]))
            .seed(Long.parseLong(args[1]))
            .build();
    print("| held out | AUROC, −log p(x) | AUROC, −log p(x given z) |%n| --- | --- | --- |%n");
    double[] sums = new double[2];
    for (int digit = 0; digit < 10; digit++) {
      double[] areas = areas(vae, digit);
      print("| %d | %.3f | %.3f |%n", digit, areas[0], areas[1]);
      sums[0] += areas[0];
      sums[1] += areas[1];
    }
    print("| mean | %.3f | %.3f |%n", sums[0] / 10, sums[1] / 10);
  }

  private static double[] areas(Cvae vae, int heldOut) {
    int[] others = IntStream.range(0, 10).filter(digit -> digit != heldOut).toArray();
    Dataset test = Mnist.test();
    try (GenerativeModel model = vae.fit(Mnist.train().withLabel(others).unlabelled())) {
      double[] likelihood = model.logLikelihood(test.unlabelled(), SAMPLES).values();
      double[] reconstruction =
          model.evaluateEach(test.unlabelled(), 0).stream()
              .mapToDouble(evaluation -> evaluation.logLikelihood())
              .toArray();
      return new double[] {area(likelihood, test, heldOut), area(reconstruction, test, heldOut)};
    }
  }

  /** How often a held-out row has a lower figure than another row: Mann and Whitney's U. */
  private static double area(double[] figures, Dataset test, int heldOut) {
    Integer[] order = IntStream.range(0, figures.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(row -> -figures[row]));
    double pairs = 0;
    long normal = 0;
    for (int row : order) {
      if (test.label(row) == heldOut) {
        pairs += normal;
      } else {
        normal++;
      }
    }
    return pairs / ((double) normal * (figures.length - normal));
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}

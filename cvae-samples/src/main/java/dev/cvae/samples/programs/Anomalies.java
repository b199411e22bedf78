package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.analysis.AnomalyDetector;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import java.util.Locale;

/** What is not a zero? A plain VAE knows zeros only; a threshold keeps false alarms rare. */
public final class Anomalies {
  private Anomalies() {}

  /**
   * Learns zeros, fits a threshold to other zeros, and looks at digits of all kinds.
   *
   * @param args none
   */
  public static void main(String[] args) {
    // Three parts: to learn from, to fit the threshold to, to look at.
    Dataset zeros = Mnist.train().withLabel(0).unlabelled();
    Dataset learned = zeros.first(2_000);
    Dataset normal = zeros.filter(row -> row >= 2_000 && row < 2_500);

    Cvae vae = Cvae.builder().latent(8).hidden(200).batchSize(32).epochs(20).build();
    try (GenerativeModel model = vae.fit(learned)) {
      AnomalyDetector detector = AnomalyDetector.fit(model, normal, 20, 0.02);
      System.out.println(detector);
      // A one has few pixels to get wrong: to a model of zeros it is more likely than many a zero.
      for (int digit = 0; digit < 10; digit++) {
        Dataset unseen = Mnist.test().withLabel(digit).first(500).unlabelled();
        double share = percent(detector.anomalies(unseen));
        System.out.printf(Locale.ROOT, "%d: %5.1f %% called anomalies%n", digit, share);
      }
    }
  }

  private static double percent(boolean[] answers) {
    int yes = 0;
    for (boolean answer : answers) {
      yes += answer ? 1 : 0;
    }
    return 100.0 * yes / answers.length;
  }
}

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
    Dataset others = Mnist.test().withLabel(1, 2, 3, 4, 5, 6, 7, 8, 9).first(500).unlabelled();
    Dataset unseen = Mnist.test().withLabel(0).first(500).unlabelled();

    Cvae vae = Cvae.builder().latent(8).hidden(200).epochs(10).build();
    try (GenerativeModel model = vae.fit(learned)) {
      AnomalyDetector detector = AnomalyDetector.fit(model, normal, 20, 0.02);
      System.out.println(detector);
      System.out.printf(
          Locale.ROOT, "zeros called anomalies: %.1f %%%n", percent(detector.anomalies(unseen)));
      System.out.printf(
          Locale.ROOT, "others called anomalies: %.1f %%%n", percent(detector.anomalies(others)));
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

package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import java.util.Arrays;
import java.util.Locale;

/**
 * Rows of numbers, each column in a unit of its own: standardise them, and take MSE for the loss.
 */
public final class MseLoss {
  private static final String[] SENSORS = {"degrees C", "bar", "rpm"};

  private MseLoss() {}

  /**
   * Learns what two types of machine measure, and generates measurements of each.
   *
   * @param args none
   */
  public static void main(String[] args) {
    int[] types = Machines.types(1_000);
    float[][] rows = Machines.measure(types);
    double[] mean = new double[SENSORS.length];
    double[] deviation = new double[SENSORS.length];
    for (int column = 0; column < SENSORS.length; column++) {
      mean[column] = mean(rows, column);
      deviation[column] = deviation(rows, column);
      // MSE is a normal likelihood with sigma 1: without this, rpm would drown bar.
      for (float[] row : rows) {
        row[column] = (float) ((row[column] - mean[column]) / deviation[column]);
      }
    }

    Cvae.Builder cvae = Cvae.builder().latent(2).hidden(32).batchSize(32).epochs(15);
    try (GenerativeModel model =
        cvae.reconstructionLoss(ReconstructionLoss.MSE).build().fit(Dataset.of(rows, types))) {
      for (int type = 0; type < 2; type++) {
        float[][] generated = model.generate(Condition.label(type), 1_000, 0).rows();
        for (int column = 0; column < SENSORS.length; column++) {
          double typical = mean[column] + deviation[column] * mean(generated, column);
          System.out.printf(Locale.ROOT, "type %d: %7.1f %s%n", type, typical, SENSORS[column]);
        }
      }
    }
  }

  private static double mean(float[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
  }

  private static double deviation(float[][] rows, int column) {
    double mean = mean(rows, column);
    return Math.sqrt(
        Arrays.stream(rows)
            .mapToDouble(row -> Math.pow(row[column] - mean, 2))
            .average()
            .orElseThrow());
  }
}

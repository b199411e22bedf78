package dev.cvae.benchmarks;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.analysis.Completion;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Activation;
import dev.cvae.network.Mlp;
import dev.cvae.objective.Objective;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.Scaling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Imputation of a table half of whose cells are missing completely at random (Mattei &amp; Frellsen
 * 2019, MIWAE; their notebook on the breast-cancer table of 569 × 30): the mean squared error of
 * the missing cells, in standard deviations of their columns.
 *
 * <pre>
 * Imputation breast_cancer.csv 600 0    600 epochs, seed 0
 * </pre>
 *
 * <p>The file is that of scikit-learn, {@code sklearn/datasets/data/breast_cancer.csv} in its
 * wheel: a line of counts and names, then 30 numbers and a class a line.
 */
public final class Imputation {
  private static final int FEATURES = 30;
  private static final int SAMPLES = 1000;

  private final float[][] table; // standardised
  private final boolean[][] missing;
  private final Cvae cvae;

  private Imputation(float[][] table, int epochs, long seed) {
    this.table = table;
    this.missing = halfOf(table.length, seed);
    Mlp network = new Mlp(List.of(128, 128), Activation.TANH);
    this.cvae =
        Cvae.builder()
            .latent(10)
            .encoder(network)
            .decoder(network)
            .objective(Objective.iwae(20))
            .batchSize(64)
            .epochs(epochs)
            .seed(seed)
            .build();
  }

  /**
   * Prints the errors.
   *
   * @param args the file, how many epochs, the seed
   */
  public static void main(String[] args) {
    Imputation imputation =
        of(Path.of(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2]));
    print("zeros for what is missing", imputation.ofZeros());
    ReconstructionLoss gaussian = ReconstructionLoss.gaussianPerFeature();
    for (ReconstructionLoss loss : List.of(new StudentT(), ReconstructionLoss.observed(gaussian))) {
      print("fitted to the rows with their gaps, " + loss, imputation.fromRowsWithGaps(loss));
    }
    print("fitted to other rows, complete, " + gaussian, imputation.fromCompleteRows(gaussian));
  }

  /** Of a table in a file. */
  static Imputation of(Path file, int epochs, long seed) {
    return new Imputation(standardised(read(file)), epochs, seed);
  }

  /** The error of the columns' means. */
  double ofZeros() {
    return error(new float[table.length][FEATURES], 0);
  }

  /** MIWAE's own setting: one table, half of it missing, nothing else. */
  double fromRowsWithGaps(ReconstructionLoss loss) {
    float[][] gaps = withGaps(0, table.length);
    Cvae observed = cvae.toBuilder().reconstructionLoss(loss).build();
    try (GenerativeModel model = observed.fit(Dataset.of(gaps))) {
      return error(complete(model, gaps), 0);
    }
  }

  /** A model of the first half of the rows, all of them complete; the gaps are in the others. */
  double fromCompleteRows(ReconstructionLoss loss) {
    int half = table.length / 2;
    Cvae complete = cvae.toBuilder().reconstructionLoss(loss).build();
    try (GenerativeModel model = complete.fit(Dataset.of(Arrays.copyOf(table, half)))) {
      return error(complete(model, withGaps(half, table.length)), half);
    }
  }

  private static float[][] complete(GenerativeModel model, float[][] gaps) {
    return Completion.of(model).samples(SAMPLES).complete(Dataset.of(gaps)).mean();
  }

  private float[][] withGaps(int from, int to) {
    float[][] rows = new float[to - from][];
    for (int row = from; row < to; row++) {
      rows[row - from] = table[row].clone();
      for (int i = 0; i < FEATURES; i++) {
        rows[row - from][i] = missing[row][i] ? Float.NaN : table[row][i];
      }
    }
    return rows;
  }

  /** Over the missing cells of some rows. */
  private double error(float[][] imputed, int firstRow) {
    double sum = 0;
    long count = 0;
    for (int row = 0; row < imputed.length; row++) {
      for (int i = 0; i < FEATURES; i++) {
        if (missing[firstRow + row][i]) {
          double difference = imputed[row][i] - (double) table[firstRow + row][i];
          sum += difference * difference;
          count++;
        }
      }
    }
    return sum / count;
  }

  private static boolean[][] halfOf(int rows, long seed) {
    boolean[][] missing = new boolean[rows][FEATURES];
    int[] cells = RandomStream.of(seed).split("gaps").permutation(rows * FEATURES);
    for (int i = 0; i < cells.length / 2; i++) {
      missing[cells[i] / FEATURES][cells[i] % FEATURES] = true;
    }
    return missing;
  }

  private static float[][] read(Path file) {
    try {
      return Files.readAllLines(file).stream().skip(1).map(Imputation::row).toArray(float[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] row(String line) {
    String[] fields = line.split(",", -1);
    float[] row = new float[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      row[i] = Float.parseFloat(fields[i]);
    }
    return row;
  }

  /** As in the notebook, by the whole table, and in an order of rows that says nothing. */
  private static float[][] standardised(float[][] rows) {
    int[] order = RandomStream.of(0).permutation(rows.length);
    float[][] standardised = new float[rows.length][];
    FittedScaling scaling = Scaling.standardised().fit(Dataset.of(rows));
    for (int i = 0; i < rows.length; i++) {
      standardised[i] = rows[order[i]].clone();
      scaling.scale(standardised[i]);
    }
    return standardised;
  }

  private static void print(String what, double error) {
    System.out.printf(Locale.ROOT, "%s: %.4f%n", what, error);
    System.out.flush();
  }
}

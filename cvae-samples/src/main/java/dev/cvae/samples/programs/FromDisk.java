package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.RowStream;
import dev.cvae.data.Shape;
import dev.cvae.likelihood.ReconstructionLoss;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Rows that stay in a file: each pass reads its lines anew, and a window of them is in memory. */
public final class FromDisk {
  private static final int ROWS = 4_000;
  private static final double[] USUAL = {63, 3.75, 1600}; // about the mean of each sensor
  private static final double[] UNIT = {10, 0.5, 250}; // about its deviation

  private FromDisk() {}

  /**
   * Writes a file of measurements, and fits a model to it line by line.
   *
   * @param args where the file goes; {@code machines.csv} by default
   * @throws IOException if it cannot be written
   */
  @SuppressWarnings("StreamResourceLeak") // each pass closes the stream that it opened
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length > 0 ? args[0] : "machines.csv");
    write(file);

    RowStream<String> machines =
        RowStream.of(ROWS, Shape.of(UNIT.length), () -> Files.lines(file), FromDisk::values)
            .labelled(2, line -> Integer.parseInt(line.split(",", -1)[0]))
            .named("machines.csv")
            .window(500); // rows in memory; 64 MiB of them if not set
    Cvae cvae =
        Cvae.builder()
            .latent(2)
            .hidden(32)
            .batchSize(32)
            .epochs(5)
            .reconstructionLoss(ReconstructionLoss.MSE)
            .build();

    try (GenerativeModel model = cvae.fit(machines)) {
      System.out.println("fitted to " + machines);
      for (int type = 0; type < 2; type++) {
        float[][] generated = model.generate(Condition.label(type), 1_000, 0).rows();
        double units = Arrays.stream(generated).mapToDouble(row -> row[2]).average().orElseThrow();
        double speed = USUAL[2] + UNIT[2] * units;
        System.out.printf(Locale.ROOT, "type %d: %.0f rpm%n", type, speed);
      }
    }
  }

  /** A line is a type and what each sensor says: {@code 1,68.2,3.4,1650.0}. */
  private static float[] values(String line) {
    String[] cells = line.split(",", -1);
    float[] row = new float[UNIT.length];
    for (int sensor = 0; sensor < row.length; sensor++) {
      double value = Double.parseDouble(cells[1 + sensor]);
      row[sensor] = (float) ((value - USUAL[sensor]) / UNIT[sensor]);
    }
    return row;
  }

  private static void write(Path file) throws IOException {
    int[] types = Machines.types(ROWS);
    float[][] rows = Machines.measure(types);
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      for (int row = 0; row < ROWS; row++) {
        out.printf(
            Locale.ROOT,
            "%d,%.1f,%.2f,%.0f%n",
            types[row],
            rows[row][0],
            rows[row][1],
            rows[row][2]);
      }
    }
  }
}

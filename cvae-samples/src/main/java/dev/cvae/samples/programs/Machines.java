package dev.cvae.samples.programs;

import java.util.Random;

/** Made-up measurements of two types of machine: temperature (°C), pressure (bar), speed (rpm). */
final class Machines {
  static final double[][] TYPICAL = {{60, 4.0, 1500}, {66, 3.5, 1700}}; // by type

  private Machines() {}

  /** A type, 0 or 1, for each row. */
  static int[] types(int rows) {
    return new Random(0).ints(rows, 0, TYPICAL.length).toArray();
  }

  /** What a machine of each type measured; its load moves all three sensors together. */
  static float[][] measure(int[] types) {
    Random random = new Random(1);
    float[][] rows = new float[types.length][3];
    for (int row = 0; row < rows.length; row++) {
      double load = random.nextGaussian();
      for (int sensor = 0; sensor < 3; sensor++) {
        double deviation = 0.15 * load + 0.05 * random.nextGaussian();
        rows[row][sensor] = (float) (TYPICAL[types[row]][sensor] * (1 + deviation));
      }
    }
    return rows;
  }
}

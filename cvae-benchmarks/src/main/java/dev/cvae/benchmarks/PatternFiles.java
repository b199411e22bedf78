package dev.cvae.benchmarks;

import dev.cvae.random.RandomStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** idx files of 64 bytes a row, a pattern for each of ten classes, with noise. */
public final class PatternFiles {
  /** How many labels there are. */
  public static final int CLASSES = 10;

  private static final int WIDTH = 64;

  private PatternFiles() {}

  /**
   * Writes the files, and their folder if it is not there.
   *
   * @param images where the rows go
   * @param labels where their labels go
   * @param rows how many
   * @throws IOException if they cannot be written
   */
  public static void write(Path images, Path labels, int rows) throws IOException {
    Files.createDirectories(Objects.requireNonNull(images.toAbsolutePath().getParent()));
    RandomStream random = RandomStream.of(0);
    try (DataOutputStream x = open(images, 2);
        DataOutputStream c = open(labels, 1)) {
      x.writeInt(rows);
      x.writeInt(WIDTH);
      c.writeInt(rows);
      byte[] row = new byte[WIDTH];
      long position = 0;
      for (int i = 0; i < rows; i++) {
        int label = Math.floorMod(random.bits(position++), CLASSES);
        for (int j = 0; j < WIDTH; j += 8) {
          long bits = random.bits(position++);
          for (int k = 0; k < 8; k++, bits >>>= 8) {
            int level = (j + k) % CLASSES == label ? 128 : 0;
            row[j + k] = (byte) (level + (bits & 0x7F));
          }
        }
        x.write(row);
        c.write(label);
      }
    }
  }

  private static DataOutputStream open(Path file, int dimensions) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    DataOutputStream idx = new DataOutputStream(out);
    idx.writeInt(0x0800 + dimensions);
    return idx;
  }
}

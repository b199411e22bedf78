package dev.cvae.samples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A data set of pictures of 2 by 2 pixels with labels 0..3: the label's pixel is white. */
final class IdxFiles {
  private static final int PIXELS = 4;

  private IdxFiles() {}

  static void write(Path folder, int rows) throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      ByteBuffer images = ByteBuffer.allocate(16 + PIXELS * rows);
      images.putInt(0x803).putInt(rows).putInt(2).putInt(2);
      ByteBuffer labels = ByteBuffer.allocate(8 + rows).putInt(0x801).putInt(rows);
      for (int row = 0; row < rows; row++) {
        int label = row % PIXELS;
        images.put(16 + PIXELS * row + label, (byte) 255);
        labels.put((byte) label);
      }
      Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
      Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
  }
}

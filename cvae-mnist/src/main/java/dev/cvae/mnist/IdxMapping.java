package dev.cvae.mnist;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.StoredRows;
import dev.cvae.error.InvalidDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The rows of an idx file in place, as mappings of whole rows, since one mapping ends at 2 GiB. The
 * mappings go when nobody refers to them any more. Immutable; any thread may read.
 */
final class IdxMapping {
  private static final long MAPPING = 1 << 30;
  private static final int CHUNK = 1 << 16;
  private static final float[] SCALED = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      SCALED[i] = i / 255f;
    }
  }

  private final Path file;
  private final IdxHeader header;
  private final long rowsInMapping;
  private final ByteBuffer[] mappings;

  private IdxMapping(Path file, IdxHeader header, long rowsInMapping, ByteBuffer[] mappings) {
    this.file = file;
    this.header = header;
    this.rowsInMapping = rowsInMapping;
    this.mappings = mappings;
  }

  static IdxMapping images(Path file) {
    try (IdxInput in = plain(file)) {
      IdxHeader header = IdxHeader.readInPlace(in);
      return map(file, in, header, header + " values");
    }
  }

  static IdxMapping labels(Path file, long rows) {
    try (IdxInput in = plain(file)) {
      IdxHeader header = IdxHeader.readLabelsInPlace(in, rows);
      return map(file, in, header, header + " labels");
    }
  }

  private static IdxInput plain(Path file) {
    IdxInput in = IdxInput.open(file);
    if (in.zipped()) {
      in.close();
      throw new InvalidDataException(
          "idx file %s must be unpacked to be read in place (gunzip), was compressed with gzip"
              .formatted(file));
    }
    return in;
  }

  private static IdxMapping map(Path file, IdxInput in, IdxHeader header, String what) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = in.offset();
      long end = start + header.bytes();
      if (channel.size() < end) {
        throw in.error(channel.size(), what + " up to offset " + end, "the end of the file");
      }
      if (channel.size() > end) {
        throw in.error(end, "the end of the file behind " + what, "another byte");
      }
      long rows = Math.max(1, MAPPING / header.rowBytes());
      int count = Math.toIntExact((header.count() + rows - 1) / rows);
      ByteBuffer[] mappings = new ByteBuffer[count];
      for (int i = 0; i < count; i++) {
        long from = start + i * rows * header.rowBytes();
        long size = Math.min(rows * header.rowBytes(), end - from);
        mappings[i] = channel.map(MapMode.READ_ONLY, from, size);
      }
      return new IdxMapping(file, header, rows, mappings);
    } catch (IOException e) {
      throw new InvalidDataException("idx file " + file + " cannot be mapped: " + e, e);
    }
  }

  long count() {
    return header.count();
  }

  /** The rows as data, without labels. */
  StoredRows rows(String name) {
    return StoredRows.of(
        name,
        header.shape(),
        ConditionSchema.none(),
        header.count(),
        (first, batch) -> values(first, batch.rows(), batch.x()));
  }

  /** The rows as data, with the labels of another file. */
  StoredRows rows(String name, IdxMapping labels, int classes) {
    return StoredRows.of(
        name,
        header.shape(),
        ConditionSchema.label(classes),
        header.count(),
        (first, batch) -> {
          values(first, batch.rows(), batch.x());
          labels.codes(first, batch, classes);
        });
  }

  /** Writes neighbouring rows' values. */
  private void values(long first, int count, FloatBuffer out) {
    byte[] bytes = bytes(first, count);
    switch (header.type()) {
      case UNSIGNED_BYTE -> {
        for (byte value : bytes) {
          out.put(SCALED[Byte.toUnsignedInt(value)]);
        }
      }
      case FLOAT -> out.put(ByteBuffer.wrap(bytes).asFloatBuffer()); // big-endian, as the file
    }
  }

  /** As many classes as the largest label needs. */
  int classes() {
    int largest = 0;
    for (long row = 0; row < header.count(); row += CHUNK) {
      for (byte label : bytes(row, (int) Math.min(CHUNK, header.count() - row))) {
        largest = Math.max(largest, Byte.toUnsignedInt(label));
      }
    }
    return largest + 1;
  }

  /** Writes neighbouring rows' labels, if the batch has the field. */
  private void codes(long first, Batch batch, int classes) {
    int column = batch.conditions().schema().indexOf(Condition.LABEL);
    if (column < 0) {
      return;
    }
    int[] codes = batch.conditions().codes(column);
    byte[] bytes = bytes(first, batch.rows());
    for (int i = 0; i < bytes.length; i++) {
      codes[i] = Byte.toUnsignedInt(bytes[i]);
      if (codes[i] >= classes) {
        throw new InvalidDataException(
            "labels in idx file %s must lie in 0..%d, was %d in row %d"
                .formatted(file, classes - 1, codes[i], first + i));
      }
    }
  }

  private byte[] bytes(long first, int count) {
    int rowBytes = Math.toIntExact(header.rowBytes());
    byte[] bytes = new byte[Math.multiplyExact(count, rowBytes)];
    for (int done = 0; done < count; ) {
      long row = first + done;
      ByteBuffer mapping = mappings[(int) (row / rowsInMapping)];
      int start = (int) (row % rowsInMapping) * rowBytes;
      int rows = Math.min(count - done, (mapping.limit() - start) / rowBytes);
      mapping.get(start, bytes, done * rowBytes, rows * rowBytes);
      done += rows;
    }
    return bytes;
  }
}

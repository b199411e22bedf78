package dev.cvae.data;

import dev.cvae.condition.Column;
import dev.cvae.condition.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a data source's content, row by row: values, conditions, weight. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(DataSource data) {
    MessageDigest digest = sha256();
    for (int dimension : data.shape().dimensions()) {
      digest.update(integer(dimension));
    }
    int size = data.shape().size() + 1;
    for (Field field : data.conditions().fields()) {
      digest.update(field.name().getBytes(StandardCharsets.UTF_8));
      digest.update(integer(field.width()));
      for (String name : field.names()) {
        digest.update(integer(name.length()));
        digest.update(name.getBytes(StandardCharsets.UTF_8));
      }
      size += Math.max(1, field.values());
    }
    ByteBuffer row = ByteBuffer.allocate(size * 4).order(ByteOrder.LITTLE_ENDIAN);
    Batch batch = Batch.forPass(data, data.conditions(), 1);
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        for (int i = 0; i < batch.rows(); i++) {
          put(batch, i, row.clear());
          digest.update(row.flip());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void put(Batch batch, int i, ByteBuffer row) {
    int features = batch.x().limit() / batch.rows();
    row.asFloatBuffer().put(batch.x().slice(i * features, features));
    row.position(features * 4);
    for (int field = 0; field < batch.conditions().schema().fields().size(); field++) {
      Column column = batch.conditions().column(field);
      int values = column.field().values();
      if (values == 0) {
        row.putInt(column.codes()[i]);
      }
      for (int j = i * values; j < (i + 1) * values; j++) {
        row.putFloat(column.values()[j]);
      }
    }
    if (batch.weights()[i] != 1f) {
      row.putFloat(batch.weights()[i]);
    }
  }

  private static byte[] integer(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

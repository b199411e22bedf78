package dev.cvae.data;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a data source's content, row by row: values, then codes. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(DataSource data) {
    MessageDigest digest = sha256();
    for (int dimension : data.shape().dimensions()) {
      digest.update(integer(dimension));
    }
    for (Field field : data.conditions().fields()) {
      digest.update(field.name().getBytes(StandardCharsets.UTF_8));
      digest.update(integer(((CategoryField) field).categories()));
    }
    int features = data.shape().size();
    int fields = data.conditions().fields().size();
    ByteBuffer row = ByteBuffer.allocate((features + fields) * 4).order(ByteOrder.LITTLE_ENDIAN);
    Batch batch = Batch.forPass(data, data.conditions(), 1);
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        for (int i = 0; i < batch.rows(); i++) {
          row.clear();
          row.asFloatBuffer().put(batch.x().slice(i * features, features));
          for (int field = 0; field < fields; field++) {
            row.putInt((features + field) * 4, batch.conditions().codes(field)[i]);
          }
          digest.update(row);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
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

package dev.cvae.data;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a data source's content, row by row: values, then codes. */
final class Fingerprint {
  private final int features;
  private final int fields;
  private final ByteBuffer row;
  private final MessageDigest digest = sha256();

  /** Of no row yet. */
  Fingerprint(Shape shape, ConditionSchema conditions) {
    features = shape.size();
    fields = conditions.fields().size();
    row = ByteBuffer.allocate((features + fields) * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int dimension : shape.dimensions()) {
      digest.update(integer(dimension));
    }
    for (Field field : conditions.fields()) {
      digest.update(field.name().getBytes(StandardCharsets.UTF_8));
      digest.update(integer(((CategoryField) field).categories()));
    }
  }

  /** Adds the next rows, which have all fields of the data. */
  void add(Batch batch) {
    for (int i = 0; i < batch.rows(); i++) {
      row.clear();
      row.asFloatBuffer().put(batch.x().slice(i * features, features));
      for (int field = 0; field < fields; field++) {
        row.putInt((features + field) * 4, batch.conditions().codes(field)[i]);
      }
      digest.update(row);
    }
  }

  /** The digest of all rows added, in hexadecimal; the end of this. */
  String hexadecimal() {
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

package dev.cvae.data;

import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a data source's content, row by row: values, conditions, weight. */
final class Fingerprint {
  private final int features;
  private final ByteBuffer row;
  private final MessageDigest digest = sha256();

  /** Of no row yet. */
  Fingerprint(Shape shape, ConditionSchema conditions) {
    features = shape.size();
    for (int dimension : shape.dimensions()) {
      digest.update(integer(dimension));
    }
    int size = features + 1; // with a weight
    for (Field field : conditions.fields()) {
      digest.update(field.name().getBytes(StandardCharsets.UTF_8));
      digest.update(integer(field.width()));
      for (String name : field.names()) {
        digest.update(integer(name.length()));
        digest.update(name.getBytes(StandardCharsets.UTF_8));
      }
      size += Math.max(1, field.values());
    }
    row = ByteBuffer.allocate(size * 4).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Adds the next rows, which have all fields of the data. */
  void add(Batch batch) {
    for (int i = 0; i < batch.rows(); i++) {
      row.clear();
      put(batch, i);
      digest.update(row.flip());
    }
  }

  /** The digest of all rows added, in hexadecimal; the end of this. */
  String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void put(Batch batch, int i) {
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

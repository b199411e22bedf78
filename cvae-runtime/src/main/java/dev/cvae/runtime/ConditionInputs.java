package dev.cvae.runtime;

import dev.cvae.architecture.Fields;
import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.Field;
import dev.cvae.model.ModelDescription;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of the condition of some rows, as the networks take them in.
 *
 * @param fields of each field, (rows, its width) as floats, or (rows, 1) as codes
 */
record ConditionInputs(List<float[][]> fields) implements Fields<float[][]> {
  /** Those of the first rows. */
  static ConditionInputs of(ModelDescription description, ConditionColumns conditions, int rows) {
    List<float[][]> inputs = new ArrayList<>();
    List<Field> fields = description.conditions().fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      inputs.add(
          description.embeds(field)
              ? codes(conditions.codes(i), field.width(), rows)
              : floats(conditions, i, description.conditions().width(field), rows));
    }
    return new ConditionInputs(inputs);
  }

  private static float[][] codes(int[] codes, int missing, int rows) {
    float[][] numbers = new float[rows][1]; // whole, and exact up to 2^24
    for (int row = 0; row < rows; row++) {
      numbers[row][0] = codes[row] == Column.MISSING ? missing : codes[row];
    }
    return numbers;
  }

  private static float[][] floats(ConditionColumns conditions, int field, int width, int rows) {
    FloatBuffer buffer = FloatBuffer.allocate(rows * width);
    conditions.write(field, rows, buffer);
    float[][] floats = new float[rows][width];
    for (int row = 0; row < rows; row++) {
      buffer.get(row * width, floats[row]);
    }
    return floats;
  }

  /** Some of the rows. */
  ConditionInputs part(int from, int to) {
    List<float[][]> parts = new ArrayList<>();
    for (float[][] rows : fields) {
      parts.add(Arrays.copyOfRange(rows, from, to));
    }
    return new ConditionInputs(parts);
  }

  @Override
  public float[][] floats(int field) {
    return fields.get(field);
  }

  @Override
  public float[][] codes(int field) {
    return fields.get(field);
  }
}

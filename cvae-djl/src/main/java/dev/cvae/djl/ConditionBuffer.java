package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.Field;
import dev.cvae.model.ModelDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Conditions of rows as an engine reads them: the codes of a field that is embedded, the floats of
 * any other. Filled again and again.
 */
final class ConditionBuffer {
  private final List<Field> fields;
  private final List<InputBuffer> floats = new ArrayList<>(); // none for a field with codes
  private final List<int[]> codes = new ArrayList<>(); // none for a field with floats
  private final List<Boolean> embedded = new ArrayList<>();
  private int rows;

  /** Room for so many rows. */
  ConditionBuffer(ModelDescription description, int most) {
    fields = description.conditions().fields();
    for (Field field : fields) {
      boolean codesOnly = description.embeds(field);
      embedded.add(codesOnly);
      floats.add(new InputBuffer(most, codesOnly ? 0 : description.conditions().width(field)));
      codes.add(new int[codesOnly ? most : 0]);
    }
  }

  /** Takes the conditions of the first rows. */
  ConditionBuffer fill(ConditionColumns conditions, int count) {
    rows = count;
    for (int field = 0; field < fields.size(); field++) {
      if (embedded.get(field)) {
        System.arraycopy(conditions.codes(field), 0, codes.get(field), 0, rows);
      } else {
        conditions.write(field, rows, floats.get(field).rows(rows));
      }
    }
    return this;
  }

  /** Each field, as codes or as floats. */
  List<NDArray> all(NDManager scope) {
    return IntStream.range(0, fields.size())
        .mapToObj(field -> embedded.get(field) ? codes(field, scope) : floats(field, scope))
        .toList();
  }

  /** A field as floats, (rows, its width in the schema); valid until filled again. */
  NDArray floats(int field, NDManager scope) {
    return floats.get(field).array(scope);
  }

  /** A field's codes, (rows); the number of categories where it is missing. */
  NDArray codes(int field, NDManager scope) {
    int missing = fields.get(field).width();
    int[] known =
        Arrays.stream(codes.get(field), 0, rows)
            .map(code -> code == Column.MISSING ? missing : code)
            .toArray();
    return scope.create(known, new Shape(rows));
  }
}

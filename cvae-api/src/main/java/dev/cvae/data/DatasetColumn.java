package dev.cvae.data;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Column;
import dev.cvae.condition.Condition;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import dev.cvae.error.InvalidDataException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checked columns of conditions, made of the arrays that users give to a {@link Dataset}. */
final class DatasetColumn {
  private DatasetColumn() {}

  /** Checks that there are as many of something as rows. */
  static void requireOneEach(String what, int count, long rows) {
    if (count != rows) {
      throw new InvalidDataException(
          "%s must be one a row, were %d for %d rows".formatted(what, count, rows));
    }
  }

  /** One label a row, none of them missing. */
  static Column labels(int[] labels, int classes) {
    CategoryField field = new CategoryField(Condition.LABEL, classes);
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0) {
        throw new InvalidDataException(
            "labels must count from 0, was %d in row %d".formatted(labels[row], row));
      }
      if (labels[row] >= classes) {
        throw new InvalidDataException(
            "labels must lie in 0..%d, was %d in row %d".formatted(classes - 1, labels[row], row));
      }
    }
    return codes(field, labels);
  }

  /** One code a row, −1 where it is missing. */
  static Column codes(CategoryField field, int[] codes) {
    Column column = new Column(field, codes.length);
    for (int row = 0; row < codes.length; row++) {
      if (codes[row] < Column.MISSING || codes[row] >= field.categories()) {
        throw new InvalidDataException(
            "%s must lie in 0..%d, or be -1 where missing, was %d in row %d"
                .formatted(field.name(), field.categories() - 1, codes[row], row));
      }
      column.codes()[row] = codes[row];
    }
    return column;
  }

  /** As many categories as the largest code needs. */
  static CategoryField numbered(String name, int[] codes) {
    int largest = Arrays.stream(codes).max().orElse(0);
    if (largest == Integer.MAX_VALUE) {
      int row = Arrays.stream(codes).boxed().toList().indexOf(largest);
      throw new InvalidDataException(
          "%s must be less than 2^31 - 1, was %d in row %d".formatted(name, largest, row));
    }
    return new CategoryField(name, Math.max(0, largest) + 1);
  }

  /** One name a row, null or empty where it is missing. */
  static Column names(CategoryField field, @Nullable String[] names) {
    int[] codes = new int[names.length];
    for (int row = 0; row < names.length; row++) {
      String name = names[row];
      codes[row] = name == null || name.isEmpty() ? Column.MISSING : code(field, name, row);
    }
    return codes(field, codes);
  }

  private static int code(CategoryField field, String name, int row) {
    int code = field.indexOf(name);
    if (code < 0) {
      throw new InvalidDataException(
          "%s must be one of %s, was %s in row %d"
              .formatted(field.name(), field.names(), name, row));
    }
    return code;
  }

  /** The names that occur, in alphabetical order. */
  static List<String> distinct(String field, Stream<? extends @Nullable String> names) {
    List<String> distinct =
        names
            .filter(name -> name != null && !name.isEmpty())
            .map(Objects::requireNonNull)
            .distinct()
            .sorted()
            .toList();
    if (distinct.isEmpty()) {
      throw new InvalidDataException(field + " must have a value in at least one row, had none");
    }
    return distinct;
  }

  /** One number a row, NaN where it is missing. */
  static Column numbers(String name, float[] numbers) {
    Column column = new Column(new NumberField(name), numbers.length);
    System.arraycopy(numbers, 0, column.values(), 0, numbers.length);
    return checked(column, numbers.length, "must be finite, or NaN where missing");
  }

  /** One array a row, null where it is missing. */
  static Column vectors(String name, float[] @Nullable [] vectors) {
    int length = 1;
    for (float[] vector : vectors) {
      length = vector == null ? length : vector.length;
    }
    return arrays(
        new VectorField(name, length), vectors, "must be finite, or all NaN where missing");
  }

  /** One image a row, null where it is missing. */
  static Column images(String name, float[] @Nullable [] images, Shape shape) {
    int[] d = shape.dimensions();
    if (d.length > 3) {
      throw new InvalidDataException(
          "%s must have images of shape (height, width) or (channels, height, width), was %s"
              .formatted(name, shape));
    }
    int channels = d.length == 3 ? d[0] : 1;
    int height = d.length == 1 ? 1 : d[d.length - 2];
    ImageField field = new ImageField(name, channels, height, d[d.length - 1]);
    return arrays(field, images, "must lie in [0, 1], or be all NaN where missing");
  }

  /** The labels of each row by name, null where nothing is known of them. */
  static Column labels(String name, List<? extends @Nullable Collection<String>> labels) {
    List<String> names =
        distinct(name, labels.stream().flatMap(row -> row == null ? Stream.empty() : row.stream()));
    Column column = new Column(new MultiLabelField(name, names), labels.size());
    for (int row = 0; row < labels.size(); row++) {
      Collection<String> given = labels.get(row);
      if (given != null) {
        column.field().store(Condition.none().and(name, given), column, row);
      }
    }
    return column;
  }

  /** Whether each label applies to each row; null where nothing is known of them. */
  static Column labels(String name, boolean[] @Nullable [] labels) {
    int count = 1;
    float[][] applies = new float[labels.length][];
    for (int row = 0; row < labels.length; row++) {
      boolean[] given = labels[row];
      if (given != null) {
        count = given.length;
        applies[row] = new float[count];
        for (int i = 0; i < count; i++) {
          applies[row][i] = given[i] ? 1 : 0;
        }
      }
    }
    return arrays(new MultiLabelField(name, count), applies, "");
  }

  private static Column arrays(Field field, float[] @Nullable [] arrays, String rule) {
    int size = field.values();
    if ((long) arrays.length * size > Integer.MAX_VALUE - 8) {
      throw new InvalidDataException(
          "%s must have less than 2^31 values, had %d rows of %d"
              .formatted(field.name(), arrays.length, size));
    }
    Column column = new Column(field, arrays.length);
    for (int row = 0; row < arrays.length; row++) {
      float[] array = arrays[row];
      if (array != null) {
        if (array.length != size) {
          throw new InvalidDataException(
              "%s must have %d values in each row, had %d in row %d"
                  .formatted(field.name(), size, array.length, row));
        }
        System.arraycopy(array, 0, column.values(), row * size, size);
      }
    }
    return checked(column, arrays.length, rule);
  }

  private static Column checked(Column column, int rows, String rule) {
    for (int row = 0; row < rows; row++) {
      if (!column.isMissing(row) && !column.field().fits(column, row)) {
        throw new InvalidDataException(
            "%s %s, row %d has %s"
                .formatted(
                    column.field().name(),
                    rule,
                    row,
                    column.field().addTo(Condition.none(), column, row)));
      }
    }
    return column;
  }
}

package dev.cvae.condition;

import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A field whose value is one of a fixed number of categories, given by index or, if they have
 * names, by name. Networks see it one-hot; a missing one is all zeros.
 */
public final class CategoryField implements Field {
  private final String name;
  private final int categories;
  private final Names names;

  private CategoryField(String name, int categories, List<String> names) {
    this.name = Names.ofField(name);
    this.categories = categories;
    this.names = new Names(name, names);
    if (categories < 1) {
      throw InvalidSettingException.of(
          "categories of field " + name, "must be positive", categories);
    }
  }

  /**
   * Numbered categories.
   *
   * @param name the field's name
   * @param categories how many there are; values are 0 to {@code categories - 1}
   */
  public CategoryField(String name, int categories) {
    this(name, categories, List.of());
  }

  /**
   * Named categories.
   *
   * @param name the field's name
   * @param names of the categories, all different
   */
  public CategoryField(String name, List<String> names) {
    this(name, names.size(), names);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * How many categories there are.
   *
   * @return 1 or more
   */
  public int categories() {
    return categories;
  }

  /**
   * The index of a category's name.
   *
   * @param category its name
   * @return the index, or -1 if there is no such name
   */
  public int indexOf(String category) {
    return names.indexOf(category);
  }

  @Override
  public List<String> names() {
    return names.list();
  }

  @Override
  public int width() {
    return categories;
  }

  @Override
  public int values() {
    return 0;
  }

  @Override
  public boolean zerosAreAValue() {
    return false;
  }

  @Override
  public boolean store(Condition condition, Column column, int row) {
    Object value = condition.value(name);
    int code = Column.MISSING;
    if (value instanceof Integer index) {
      code = index;
    } else if (value instanceof Set<?> given && given.size() == 1) {
      code = names.indexOf(given.iterator().next());
    }
    if (code < 0 || code >= categories) {
      return false;
    }
    column.codes()[row] = code;
    return true;
  }

  @Override
  public boolean fits(Column column, int row) {
    int code = column.codes()[row];
    return code >= 0 && code < categories;
  }

  @Override
  public Condition addTo(Condition condition, Column column, int row) {
    int code = column.codes()[row];
    return code >= 0 && code < names.list().size()
        ? condition.and(name, names.list().get(code))
        : condition.and(name, code);
  }

  @Override
  public void write(Column column, int rows, FloatBuffer out, int offset, int stride) {
    int[] codes = column.codes();
    for (int row = 0; row < rows; row++) {
      if (codes[row] != Column.MISSING) {
        out.put(row * stride + offset + codes[row], 1f);
      }
    }
  }

  /** By name where both fields have names, else by code. */
  @Override
  public void copy(Column from, int row, Column to, int toRow) {
    int code = from.codes()[row];
    CategoryField other = (CategoryField) to.field();
    if (code != Column.MISSING && !names().isEmpty() && !other.names().isEmpty()) {
      if (!fits(from, row)) {
        throw new InvalidConditionException(
            "condition has %s %d, but the data has %s".formatted(name, code, this));
      }
      code = other.indexOf(names().get(code));
      if (code < 0) {
        throw new InvalidConditionException(
            "condition has %s %s, but the model was fitted with %s"
                .formatted(name, names().get(from.codes()[row]), other));
      }
    }
    to.codes()[toRow] = code;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoryField that
        && name.equals(that.name)
        && categories == that.categories
        && names().equals(that.names());
  }

  @Override
  public int hashCode() {
    return Arrays.asList(name, categories, names()).hashCode();
  }

  /** For messages: {@code label 0..9}, or {@code colour (red, green, blue)}. */
  @Override
  public String toString() {
    return name + " " + names.text(categories);
  }
}

package dev.cvae.condition;

import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A field whose value is any subset of a fixed number of labels, none and all included, given by
 * index or, if they have names, by name. Networks see one input a label, 1 if it applies and 0 if
 * not.
 */
public final class MultiLabelField implements Field {
  private final String name;
  private final int labels;
  private final Names names;

  private MultiLabelField(String name, int labels, List<String> names) {
    this.name = Names.ofField(name);
    this.labels = labels;
    this.names = new Names(name, names);
    if (labels < 1) {
      throw InvalidSettingException.of("labels of field " + name, "must be positive", labels);
    }
  }

  /**
   * Numbered labels.
   *
   * @param name the field's name
   * @param labels how many there are: 0 to {@code labels - 1}
   */
  public MultiLabelField(String name, int labels) {
    this(name, labels, List.of());
  }

  /**
   * Named labels.
   *
   * @param name the field's name
   * @param names of the labels, all different
   */
  public MultiLabelField(String name, List<String> names) {
    this(name, names.size(), names);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> names() {
    return names.list();
  }

  @Override
  public int width() {
    return labels;
  }

  @Override
  public int values() {
    return labels;
  }

  @Override
  public boolean accepts(Field other) {
    return other instanceof MultiLabelField that && (bothNamed(that) || labels == that.labels);
  }

  @Override
  public boolean store(Condition condition, Column column, int row) {
    float[] applies = new float[labels];
    int[] given = indices(condition);
    for (int label : given) {
      if (label < 0 || label >= labels) {
        return false;
      }
      applies[label] = 1;
    }
    System.arraycopy(applies, 0, column.values(), row * labels, labels);
    return true;
  }

  /** The labels that a condition gives by name or by index; -1 for what is neither. */
  private int[] indices(Condition condition) {
    if (condition.value(name) instanceof Set<?> given) {
      return given.stream().mapToInt(names::indexOf).toArray();
    }
    float[] numbers = condition.numbers(name);
    int[] indices = new int[numbers.length];
    Arrays.setAll(indices, i -> numbers[i] == (int) numbers[i] ? (int) numbers[i] : -1);
    return indices;
  }

  @Override
  public boolean fits(Column column, int row) {
    for (int i = row * labels; i < (row + 1) * labels; i++) {
      if (column.values()[i] != 0 && column.values()[i] != 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Condition addTo(Condition condition, Column column, int row) {
    float[] applies = column.row(row);
    if (!fits(column, row)) {
      return condition.and(name, applies);
    }
    int[] which = column.whichAreOne(row);
    return names().isEmpty()
        ? condition.and(name, Arrays.stream(which).asDoubleStream().toArray())
        : condition.and(name, Arrays.stream(which).mapToObj(names()::get).toArray(String[]::new));
  }

  @Override
  public void write(Column column, int rows, FloatBuffer out, int offset, int stride) {
    column.write(rows, out, offset, stride, (i, value) -> value);
  }

  /** By name where both fields have names, else by index. */
  @Override
  public void copy(Column from, int row, Column to, int toRow) {
    MultiLabelField other = (MultiLabelField) to.field();
    if (!bothNamed(other) || names().equals(other.names())) {
      Field.super.copy(from, row, to, toRow);
      return;
    }
    to.blank(toRow);
    if (!from.isMissing(row)) {
      Condition condition = addTo(Condition.none(), from, row);
      if (!other.store(condition, to, toRow)) {
        throw new InvalidConditionException(
            "condition has %s, but the model was fitted with %s".formatted(condition, other));
      }
    }
  }

  private boolean bothNamed(MultiLabelField other) {
    return !names().isEmpty() && !other.names().isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MultiLabelField that
        && name.equals(that.name)
        && labels == that.labels
        && names().equals(that.names());
  }

  @Override
  public int hashCode() {
    return Arrays.asList(name, labels, names()).hashCode();
  }

  /** For messages: {@code tags any of (blue, old, round)}. */
  @Override
  public String toString() {
    return name + " any of " + names.text(labels);
  }
}

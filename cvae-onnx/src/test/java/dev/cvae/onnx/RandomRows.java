package dev.cvae.onnx;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import dev.cvae.data.Dataset;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import java.util.Arrays;

/** Data that a model can be asked about: rows drawn from its likelihood, each with a condition. */
final class RandomRows {
  private final RandomStream random;
  private long position;

  private RandomRows(RandomStream random) {
    this.random = random;
  }

  /** Some rows; where fields may be missing, a third of them are. */
  static Dataset of(ModelDescription description, int count, RandomStream random) {
    RandomRows rows = new RandomRows(random);
    float[][] values = new float[count][description.features()];
    for (float[] row : values) {
      rows.fill(description, row);
    }
    Dataset data = Dataset.of(values, description.shape());
    for (Field field : description.conditions().fields()) {
      data = data.with(rows.column(field, count, description.conditions()));
    }
    return data;
  }

  private void fill(ModelDescription description, float[] row) {
    double[] parameters =
        new double[description.reconstructionLoss().parameters(description.features())];
    Arrays.setAll(parameters, i -> random.normal(position++));
    description.reconstructionLoss().draw(parameters, random, position, row);
    position += row.length;
    description.scaling().undo(row);
  }

  private Column column(Field field, int count, ConditionSchema schema) {
    Column column = new Column(field, count);
    for (int row = 0; row < count; row++) {
      if (!schema.mayBeMissing() || random.uniform(position++) > 1 / 3.0) {
        fill(column, row);
      }
    }
    return column;
  }

  private void fill(Column column, int row) {
    Field field = column.field();
    if (field instanceof CategoryField category) {
      column.codes()[row] = (int) (random.uniform(position++) * category.categories());
    }
    for (int i = row * field.values(); i < (row + 1) * field.values(); i++) {
      column.values()[i] = value(field, i % field.values());
    }
  }

  private float value(Field field, int element) {
    if (field instanceof MultiLabelField) {
      return random.uniform(position++) < 0.5 ? 0 : 1;
    } else if (field instanceof ImageField) {
      return (float) random.uniform(position++);
    }
    float normal = random.normal(position++);
    return field instanceof NumberField number
        ? (float) (number.mean() + number.deviation() * normal)
        : (float) (vector(field).mean()[element] + vector(field).deviation()[element] * normal);
  }

  private static VectorField vector(Field field) {
    return (VectorField) field; // the last kind
  }
}

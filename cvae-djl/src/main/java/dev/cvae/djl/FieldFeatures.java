package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.data.Shape;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Conv;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import java.util.List;

/** What the networks see of one field of the condition. */
interface FieldFeatures {
  /** From the rows in a buffer to (rows, size). */
  NDArray of(ConditionBuffer rows, NDManager scope, boolean training);

  /** Builds what a description says of its i-th field. */
  static FieldFeatures of(ModelDescription description, int i, Weights weights) {
    ConditionSchema schema = description.conditions();
    Field field = schema.fields().get(i);
    FieldEncoder encoder = description.fieldEncoders().get(field.name());
    String name = "condition." + field.name();
    if (encoder instanceof dev.cvae.network.Embedding embedding) {
      int entries = field.width() + (schema.mayBeMissing() ? 1 : 0);
      return embedded(i, weights.add(name + ".embedding", 1, entries, embedding.size()));
    } else if (encoder instanceof Mlp mlp) {
      return encoded(i, schema, new MlpFeatures(name, mlp, field.width(), weights));
    } else if (encoder instanceof Conv conv && field instanceof ImageField image) {
      Shape shape = Shape.of(image.channels(), image.rows(), image.columns());
      return encoded(i, schema, new ConvEncoderFeatures(name, conv, shape, 0, weights));
    }
    return (rows, scope, training) -> rows.floats(i, scope);
  }

  /** A row of a table, (categories, size), for each code; one more where fields may be missing. */
  private static FieldFeatures embedded(int field, NDArray table) {
    return (rows, scope, training) ->
        Embedding.embedding(rows.codes(field, scope), table, SparseFormat.DENSE).singletonOrThrow();
  }

  /** An encoder's features of the values, and, where fields may be missing, whether it is there. */
  private static FieldFeatures encoded(int i, ConditionSchema schema, Features encoder) {
    Field field = schema.fields().get(i);
    boolean presence = schema.hasPresence(field);
    return (rows, scope, training) -> {
      NDArray floats = rows.floats(i, scope);
      if (!presence) {
        return encoder.forward(floats, null, training);
      }
      NDList parts = Columns.split(floats, List.of(field.width(), 1));
      return encoder.forward(parts.get(0), null, training).concat(parts.get(1), 1);
    };
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.architecture.Fields;
import dev.cvae.condition.ConditionSchema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the fields of the condition to the c that encoder, decoder and prior see. */
final class ConditionNetwork {
  private final Layers layers;
  private final Optional<Integer> width;

  ConditionNetwork(Layers layers) {
    this.layers = layers;
    this.width = layers.declaring().condition(new Widths(layers));
  }

  /** How wide c is, if there is one. */
  Optional<Integer> width() {
    return width;
  }

  /** c, (rows, width), or null if there is no field; valid until the buffer changes. */
  @Nullable NDArray of(ConditionBuffer rows, NDManager scope, boolean training) {
    return layers.running(training).condition(new Values(rows, scope)).orElse(null);
  }

  private record Values(ConditionBuffer rows, NDManager scope) implements Fields<NDArray> {
    @Override
    public NDArray floats(int field) {
      return rows.floats(field, scope);
    }

    @Override
    public NDArray codes(int field) {
      return rows.codes(field, scope);
    }
  }

  private record Widths(Layers layers) implements Fields<Integer> {
    @Override
    public Integer floats(int field) {
      ConditionSchema schema = layers.description().conditions();
      return schema.width(schema.fields().get(field));
    }

    @Override
    public Integer codes(int field) {
      return 1;
    }
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.cvae.model.ModelDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the fields of the condition to the c that encoder, decoder and prior see: each field as it
 * is, embedded, or by an encoder of its own.
 */
final class ConditionNetwork {
  private final List<FieldFeatures> fields = new ArrayList<>();

  ConditionNetwork(ModelDescription description, Weights weights) {
    for (int i = 0; i < description.conditions().fields().size(); i++) {
      fields.add(FieldFeatures.of(description, i, weights));
    }
  }

  /** c, (rows, condition width), or null if there is no field; valid until the buffer changes. */
  @Nullable NDArray of(ConditionBuffer rows, NDManager scope, boolean training) {
    if (fields.isEmpty()) {
      return null;
    }
    NDList parts = new NDList();
    fields.forEach(field -> parts.add(field.of(rows, scope, training)));
    return parts.size() == 1 ? parts.head() : NDArrays.concat(parts, 1);
  }
}

package dev.cvae.onnx;

import dev.cvae.architecture.Fields;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The condition's fields as inputs of a graph, in the user's units, and what the networks see of
 * them. A code that is no category stops the run; where fields may be missing, a negative one says
 * that this one is, and NaN in all its numbers says it of any other.
 */
final class ConditionInputs implements Fields<Value> {
  private static final String PREFIX = "condition_";

  private final Graph graph;
  private final ConditionSchema schema;
  private final List<Value> inputs = new ArrayList<>();

  /** Adds an input for each field. */
  ConditionInputs(Graph graph, ConditionSchema schema) {
    this.graph = graph;
    this.schema = schema;
    for (Field field : schema.fields()) {
      String name = PREFIX + field.name();
      inputs.add(
          field instanceof CategoryField category
              ? checked(category, graph.codes(name, meaning(field, "negative")))
              : graph.floats(name, field.values(), meaning(field, "NaN")));
    }
  }

  private String meaning(Field field, String missing) {
    return field + (schema.mayBeMissing() ? "; " + missing + " if missing" : "");
  }

  /** What is missing becomes the number after the last category; the table refuses the rest. */
  private Value checked(CategoryField field, Value code) {
    Value known = graph.whole("known", categories(field));
    Value none = graph.whole("none", field.categories());
    Value zero = graph.whole("zero", 0);
    Value negative = code.less(zero);
    return schema.mayBeMissing()
        ? negative.choose(none, known.at(code.max(zero)))
        : known.at(negative.choose(none, code));
  }

  private static long[] categories(CategoryField field) {
    return LongStream.range(0, field.categories()).toArray();
  }

  @Override
  public Value floats(int i) {
    Field field = schema.fields().get(i);
    if (field instanceof CategoryField category) {
      return codes(i).unsqueeze().equal(graph.whole("categories", categories(category))).toFloat();
    }
    return values(field, inputs.get(i));
  }

  /** (rows), from 0; the number of categories where the field is missing. */
  @Override
  public Value codes(int i) {
    return inputs.get(i);
  }

  private Value values(Field field, Value given) {
    if (!schema.hasPresence(field)) {
      return standardised(field, given);
    }
    Value missing = given.isNaN().toFloat().least(); // (rows, 1), 1 where all are
    Value zeros = graph.number(0f);
    Value values = missing.toTruth().choose(zeros, standardised(field, given));
    return Value.joined(List.of(values, graph.number(1f).sub(missing)));
  }

  /** (value − mean) / deviation, in double precision, as years need it. */
  private Value standardised(Field field, Value given) {
    if (field instanceof NumberField number) {
      return standardised(given, new double[] {number.mean()}, new double[] {number.deviation()});
    } else if (field instanceof VectorField vector) {
      return standardised(given, vector.mean(), vector.deviation());
    }
    return given;
  }

  private Value standardised(Value given, double[] mean, double[] deviation) {
    return given
        .toDouble()
        .sub(graph.doubles("mean", mean))
        .div(graph.doubles("deviation", deviation))
        .toFloat();
  }
}

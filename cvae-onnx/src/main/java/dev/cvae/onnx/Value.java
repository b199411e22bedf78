package dev.cvae.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A constant, an input or a result in a graph, with the operations that formulas need. Both
 * operands of an operation are of one type, and a smaller one is repeated as in NumPy.
 *
 * @param graph the graph
 * @param ref its place there
 */
record Value(Graph graph, ONNXRef<?> ref) {
  private static final String KEEP = "keepdims";
  private static final String AXIS = "axis";

  Value add(Value other) {
    return apply(Operator.ADD, other);
  }

  Value sub(Value other) {
    return apply(Operator.SUB, other);
  }

  Value mul(Value other) {
    return apply(Operator.MUL, other);
  }

  Value div(Value other) {
    return apply(Operator.DIV, other);
  }

  Value max(Value other) {
    return apply(Operator.MAX, other);
  }

  Value min(Value other) {
    return apply(Operator.MIN, other);
  }

  Value matMul(Value other) {
    return apply(Operator.MAT_MUL, other);
  }

  Value neg() {
    return apply(Operator.NEG);
  }

  Value abs() {
    return apply(Operator.ABS);
  }

  Value exp() {
    return apply(Operator.EXP);
  }

  Value log() {
    return apply(Operator.LOG);
  }

  Value tanh() {
    return apply(Operator.TANH);
  }

  Value sigmoid() {
    return apply(Operator.SIGMOID);
  }

  /** Of each row. */
  Value softmax() {
    return apply(Operator.SOFTMAX, Map.of(AXIS, 1));
  }

  /** Truths, as those of the next few. */
  Value less(Value other) {
    return apply(Operator.LESS, other);
  }

  Value lessOrEqual(Value other) {
    return apply(Operator.LESS_OR_EQUAL, other);
  }

  Value equal(Value other) {
    return apply(Operator.EQUAL, other);
  }

  Value and(Value other) {
    return apply(Operator.AND, other);
  }

  Value isNaN() {
    return apply(Operator.IS_NAN);
  }

  /** One or the other, truth by truth. */
  Value choose(Value yes, Value no) {
    return apply(Operator.WHERE, yes, no);
  }

  Value toFloat() {
    return cast(DataType.FLOAT);
  }

  Value toDouble() {
    return cast(DataType.DOUBLE);
  }

  /** int64, towards 0. */
  Value toWhole() {
    return cast(DataType.INT64);
  }

  /** Truths. */
  Value toTruth() {
    return cast(DataType.BOOL);
  }

  private Value cast(DataType type) {
    return apply(Operator.CAST, Map.of("to", type.getNumber()));
  }

  /** The sum along the last axis, which goes. */
  Value sum() {
    return apply(Operator.REDUCE_SUM, Map.of(KEEP, 0), graph.whole("axes", -1));
  }

  /** The least along the last axis, which stays, 1 long. */
  Value least() {
    return apply(Operator.REDUCE_MIN, Map.of(KEEP, 1), graph.whole("axes", -1));
  }

  /** The greatest along the last axis, which stays, 1 long. */
  Value greatest() {
    return apply(Operator.REDUCE_MAX, Map.of(KEEP, 1), graph.whole("axes", -1));
  }

  /** Where the first of the greatest is in each row, (rows). */
  Value argMax() {
    Map<String, Object> attributes = new TreeMap<>(Map.of(AXIS, 1, KEEP, 0)); // always one order
    return apply(Operator.ARG_MAX, attributes);
  }

  /** The entries of this, along its first axis, at these numbers. */
  Value at(Value numbers) {
    return apply(Operator.GATHER, Map.of(AXIS, 0), numbers);
  }

  /** These columns of this. */
  Value columns(long... numbers) {
    return apply(Operator.GATHER, Map.of(AXIS, 1), graph.whole("columns", numbers));
  }

  /** Neighbouring columns, from the first to before the last. */
  Value slice(int from, int to) {
    return apply(
        Operator.SLICE, graph.whole("from", from), graph.whole("to", to), graph.whole("axis", 1));
  }

  /** The same values in another shape, in which one dimension may be -1, whatever it then is. */
  Value reshape(long... shape) {
    return apply(Operator.RESHAPE, graph.whole("shape", shape));
  }

  /** With one more axis, 1 long, as the last. */
  Value unsqueeze() {
    return apply(Operator.UNSQUEEZE, graph.whole("axes", -1));
  }

  /** Arrays side by side. */
  static Value joined(List<Value> parts) {
    Value first = parts.get(0);
    return parts.size() == 1 ? first : first.graph.apply(Operator.CONCAT, parts, Map.of(AXIS, 1));
  }

  Value apply(Operator operator, Value... others) {
    return apply(operator, Map.of(), others);
  }

  Value apply(Operator operator, Map<String, Object> attributes, Value... others) {
    List<Value> operands = new ArrayList<>(List.of(this));
    operands.addAll(List.of(others));
    return graph.apply(operator, operands, attributes);
  }
}

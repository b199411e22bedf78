package dev.cvae.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A graph in the making: its inputs, constants, operations and outputs. The same calls give the
 * same bytes. One thread at a time.
 */
final class Graph {
  /** Who wrote the file; among its first bytes. */
  static final String PRODUCER = "cvae-onnx";

  private static final int IR_VERSION = 8;
  private static final String BATCH = "batch";

  private final ONNXContext context = new ONNXContext();
  private final List<ValueInfoProto> inputs = new ArrayList<>();
  private final List<ValueInfoProto> outputs = new ArrayList<>();

  /** An input of float32, (batch, width). */
  Value floats(String name, int width, String meaning) {
    ONNXPlaceholder input = context.floatInput(name, width);
    inputs.add(border(name, DataType.FLOAT, meaning, batch(), dimension(width)));
    return new Value(this, input);
  }

  /** An input of int64, (batch). */
  Value codes(String name, String meaning) {
    ONNXPlaceholder input = context.floatInput(name, 1); // the context knows no other
    inputs.add(border(name, DataType.INT64, meaning, batch()));
    return new Value(this, input);
  }

  /** An output of float32, (batch, width). */
  void output(String name, Value value, int width, String meaning) {
    context.assignTo(value.ref(), context.floatOutput(name, width));
    outputs.add(border(name, DataType.FLOAT, meaning, batch(), dimension(width)));
  }

  /** Constants of float32. */
  Value tensor(String name, int[] shape, float[] values) {
    List<Integer> dimensions = Arrays.stream(shape).boxed().toList();
    return new Value(
        this, context.floatTensor(name, dimensions, buffer -> buffer.put(values).rewind()));
  }

  /** Constants of float64, in a row. */
  Value doubles(String name, double... values) {
    return new Value(this, context.array(name, values, false));
  }

  /** Constants of int64, in a row. */
  Value whole(String name, long... values) {
    return new Value(this, context.array(name, values));
  }

  /** A number of float32. */
  Value number(float value) {
    return new Value(this, context.constant("number", value));
  }

  /** A number of float64. */
  Value number(double value) {
    return doubles("number", value);
  }

  /** The outcome of an operation; attributes in an order of their own, which is the file's. */
  Value apply(Operator operator, List<Value> operands, Map<String, Object> attributes) {
    List<ONNXRef<?>> refs = operands.stream().<ONNXRef<?>>map(Value::ref).toList();
    return new Value(this, context.operation(operator, refs, operator.getOpName(), attributes));
  }

  /** The file. */
  byte[] model(String name, String meaning, Map<String, String> metadata) {
    context.setName(name);
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(PRODUCER)
            .setDocString(meaning)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(Operator.VERSION))
            .setGraph(withBorders(context.buildGraph()));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  /** With types and shapes that the context does not know. */
  private GraphProto withBorders(GraphProto graph) {
    return graph.toBuilder()
        .clearInput()
        .addAllInput(inputs)
        .clearOutput()
        .addAllOutput(outputs)
        .build();
  }

  private static ValueInfoProto border(
      String name, DataType type, String meaning, Dimension... dimensions) {
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(type.getNumber())
            .setShape(TensorShapeProto.newBuilder().addAllDim(List.of(dimensions)))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .setDocString(meaning)
        .build();
  }

  private static Dimension batch() {
    return Dimension.newBuilder().setDimParam(BATCH).build();
  }

  private static Dimension dimension(int size) {
    return Dimension.newBuilder().setDimValue(size).build();
  }
}

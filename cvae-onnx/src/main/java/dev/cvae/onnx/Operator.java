package dev.cvae.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;

/** The operators of ONNX's operator set 18 that models are made of. */
enum Operator implements ONNXOperator {
  ABS("Abs", 1),
  ADD("Add", 2),
  AND("And", 2),
  ARG_MAX("ArgMax", 1, integer("axis"), integer("keepdims")),
  CAST("Cast", 1, integer("to")),
  CONCAT("Concat", ONNXAttribute.VARIADIC_INPUT, integer("axis")),
  CONV("Conv", 3, integers("pads"), integers("strides")),
  DEPTH_TO_SPACE("DepthToSpace", 1, integer("blocksize"), string("mode")),
  DIV("Div", 2),
  EQUAL("Equal", 2),
  EXP("Exp", 1),
  GATHER("Gather", 2, integer("axis")),
  GEMM("Gemm", ONNXAttribute.VARIADIC_INPUT, integer("transB")),
  IS_NAN("IsNaN", 1),
  LESS("Less", 2),
  LESS_OR_EQUAL("LessOrEqual", 2),
  LOG("Log", 1),
  MAT_MUL("MatMul", 2),
  MAX("Max", ONNXAttribute.VARIADIC_INPUT),
  MIN("Min", ONNXAttribute.VARIADIC_INPUT),
  MUL("Mul", 2),
  NEG("Neg", 1),
  REDUCE_MAX("ReduceMax", 2, integer("keepdims")),
  REDUCE_MIN("ReduceMin", 2, integer("keepdims")),
  REDUCE_SUM("ReduceSum", 2, integer("keepdims")),
  RELU("Relu", 1),
  RESHAPE("Reshape", 2),
  SIGMOID("Sigmoid", 1),
  SLICE("Slice", 4),
  SOFTMAX("Softmax", 1, integer("axis")),
  SOFTPLUS("Softplus", 1),
  SUB("Sub", 2),
  TANH("Tanh", 1),
  UNSQUEEZE("Unsqueeze", 2),
  WHERE("Where", 3);

  /** Of February 2023: ONNX Runtime 1.14 and what came after it. */
  static final int VERSION = 18;

  private final String opName;
  private final int inputs;

  @SuppressWarnings("ImmutableEnumChecker") // filled once, and its values do not change
  private final Map<String, ONNXAttribute> attributes = new LinkedHashMap<>();

  Operator(String opName, int inputs, ONNXAttribute... attributes) {
    this.opName = opName;
    this.inputs = inputs;
    for (ONNXAttribute attribute : attributes) {
      this.attributes.put(attribute.getName(), attribute);
    }
  }

  private static ONNXAttribute integer(String name) {
    return new ONNXAttribute(name, AttributeType.INT, true);
  }

  private static ONNXAttribute integers(String name) {
    return new ONNXAttribute(name, AttributeType.INTS, true);
  }

  private static ONNXAttribute string(String name) {
    return new ONNXAttribute(name, AttributeType.STRING, true);
  }

  @Override
  public String getOpName() {
    return opName;
  }

  @Override
  public int getNumInputs() {
    return inputs;
  }

  @Override
  public int getNumOptionalInputs() {
    return 0;
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  public Map<String, ONNXAttribute> getAttributes() {
    return attributes;
  }

  @Override
  public Set<String> getMandatoryAttributeNames() {
    return attributes.keySet();
  }

  @Override
  public int getOpVersion() {
    return VERSION;
  }

  /** ONNX's own. */
  @Override
  public String getOpDomain() {
    return "";
  }
}

package dev.cvae.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A graph in ONNX Runtime. */
final class OnnxRun implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;

  OnnxRun(byte[] graph) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = ENVIRONMENT.createSession(graph, options);
    }
  }

  OrtSession session() {
    return session;
  }

  Collection<NodeInfo> inputs() throws OrtException {
    return session.getInputInfo().values();
  }

  /** Runs the graph; inputs are float[][] or long[], outputs (batch, width). */
  Map<String, float[][]> run(Map<String, Object> inputs) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    List<OnnxTensor> open = new ArrayList<>();
    try {
      for (Map.Entry<String, Object> input : inputs.entrySet()) {
        OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, input.getValue());
        open.add(tensor);
        tensors.put(input.getKey(), tensor);
      }
      Map<String, float[][]> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(tensors)) {
        for (var output : result) {
          outputs.put(output.getKey(), (float[][]) output.getValue().getValue());
        }
      }
      return outputs;
    } finally {
      open.forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}

package dev.cvae.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.Part;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.testkit.LossExamples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Means in a graph against {@link ReconstructionLoss#mean}, in plain Java. */
class MeansTest {
  static List<ReconstructionLoss> losses() {
    return LossExamples.losses();
  }

  /** Small logits, where quotients lose digits, and scales from e^−30 to e^30. */
  @ParameterizedTest
  @MethodSource("losses")
  void meansAreThoseOfJavaForAnyOutputs(ReconstructionLoss loss) throws OrtException {
    int features = LossExamples.FEATURES;
    int outputs = loss.outputs(features);
    float[][] rows = new float[200][outputs];
    for (int row = 0; row < rows.length; row++) {
      double scale = Math.pow(10, -4 + row / 36.0); // to 30
      for (int i = 0; i < outputs; i++) {
        rows[row][i] = (float) (scale * Math.sin(1 + row + 1.7 * i));
      }
    }
    Graph graph = new Graph();
    Value given = graph.floats("outputs", outputs, "");
    graph.output("mean", new Means(graph).of(loss, given, features), features, "");
    float[][] means;
    try (OnnxRun run = new OnnxRun(graph.model("means", "", Map.of()))) {
      means = run.run(Map.of("outputs", rows)).get("mean");
    }
    for (int row = 0; row < rows.length; row++) {
      float[] expected = mean(loss, rows[row], features);
      for (int i = 0; i < features; i++) {
        assertThat(means[row][i]).as("row %d", row).isCloseTo(expected[i], within(1e-6f));
      }
    }
  }

  private static float[] mean(ReconstructionLoss given, float[] outputs, int features) {
    ReconstructionLoss loss = given instanceof Observed observed ? observed.loss() : given;
    List<Part> parts = loss instanceof Mixed mixed ? mixed.parts() : List.of(loss.on(features));
    float[] mean = new float[features];
    int from = 0;
    int start = 0;
    for (Part part : parts) {
      double[] parameters = new double[part.loss().parameters(part.features())]; // log σ = 0 last
      for (int i = 0; i < part.loss().outputs(part.features()); i++) {
        parameters[i] = outputs[from++];
      }
      float[] ofPart = new float[part.features()];
      part.loss().mean(parameters, ofPart);
      System.arraycopy(ofPart, 0, mean, start, ofPart.length);
      start += ofPart.length;
    }
    return mean;
  }
}

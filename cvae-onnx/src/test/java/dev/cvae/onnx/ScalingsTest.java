package dev.cvae.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.cvae.scaling.AffineScaling;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.QuantileScaling;
import dev.cvae.scaling.QuantileScaling.Target;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scaling in a graph against {@link FittedScaling}, in plain Java. */
class ScalingsTest {
  private static final double[][] KNOTS = {
    {-3, -1, -1, -1, 0.5, 7}, // several at one place
    {2, 2, 2, 2, 2, 2}, //       a feature that never varies
    {1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3, 1e6 + 4, 1e6 + 5}
  };

  static List<FittedScaling> scalings() {
    return List.of(
        FittedScaling.none(),
        new AffineScaling(new double[] {2023.25, -1e-3, 0}, new double[] {7, 1e-4, 1e5}),
        new QuantileScaling(Target.UNIFORM, KNOTS),
        new QuantileScaling(Target.NORMAL, KNOTS));
  }

  @ParameterizedTest
  @MethodSource("scalings")
  void valuesBecomeWhatTheyBecomeInJava(FittedScaling scaling) throws OrtException {
    float[][] values = new float[201][];
    for (int i = 0; i < values.length; i++) { // from far below each feature's knots to far above
      float at = -10 + i / 10f;
      values[i] = new float[] {at, i == 100 ? 2 : 2 + at, 1_000_002 + Math.round(at * 4) / 4f};
    }
    compare(values, (scalings, x) -> scalings.scale(scaling, x), FittedScaling::scale, scaling);
  }

  @ParameterizedTest
  @MethodSource("scalings")
  void levelsBecomeWhatTheyBecomeInJava(FittedScaling scaling) throws OrtException {
    float[][] levels = new float[121][];
    for (int i = 0; i < levels.length; i++) {
      float level = -3 + i / 20f; // 0, 1 and the knots' levels between included
      levels[i] = new float[] {level, level, level};
    }
    compare(levels, (scalings, x) -> scalings.undo(scaling, x), FittedScaling::undo, scaling);
  }

  private static void compare(
      float[][] rows,
      BiFunction<Scalings, Value, Value> inGraph,
      BiConsumer<FittedScaling, float[]> inJava,
      FittedScaling scaling)
      throws OrtException {
    Graph graph = new Graph();
    Value x = graph.floats("x", 3, "");
    Value shown = inGraph.apply(new Scalings(graph), x);
    graph.output("y", shown, 3, "");
    float[][] outputs;
    try (OnnxRun run = new OnnxRun(graph.model("scaling", "", Map.of()))) {
      outputs = run.run(Map.of("x", rows)).get("y");
    }
    for (int row = 0; row < rows.length; row++) {
      float[] expected = rows[row].clone();
      inJava.accept(scaling, expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(outputs[row][i])
            .as("%s of feature %d", rows[row][i], i)
            .isCloseTo(expected[i], within(Math.ulp(expected[i])));
      }
    }
  }
}

package dev.cvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.file.Tensor;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;

/** Comparisons of what an engine computed in float32 with what is right. */
final class Close {
  private Close() {}

  /** Each value within a distance relative to the larger of 1 and the expected value. */
  static void assertClose(double[] expected, float[] actual, double tolerance, String what) {
    assertThat(actual).as(what).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertClose(expected[i], actual[i], tolerance, what + "[" + i + "]");
    }
  }

  static void assertClose(double expected, double actual, double tolerance, String what) {
    double distance = tolerance * Math.max(1, Math.abs(expected));
    assertThat(actual).as(what).isCloseTo(expected, Offset.offset(distance));
  }

  /** Rows of float32 that should agree but for rounding. */
  static void assertClose(float[][] expected, float[][] actual, double tolerance, String what) {
    assertThat(actual).as(what).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < expected.length; row++) {
      double[] wanted = new double[expected[row].length];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = expected[row][i];
      }
      assertClose(wanted, actual[row], tolerance, what + " row " + row);
    }
  }

  /** A file's weights against the oracle's, name by name. */
  static void assertWeights(
      Map<String, double[]> expected, List<Tensor> actual, double tolerance, String what) {
    assertThat(actual)
        .extracting(Tensor::name)
        .as(what)
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (Tensor tensor : actual) {
      assertClose(
          Oracle.at(expected, tensor.name()),
          tensor.values(),
          tolerance,
          what + " " + tensor.name());
    }
  }

  /** The same names, shapes and bits in the same order. */
  static void assertSameWeights(List<Tensor> expected, List<Tensor> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).name()).isEqualTo(expected.get(i).name());
      assertThat(actual.get(i).shape())
          .as(expected.get(i).name())
          .isEqualTo(expected.get(i).shape());
      assertThat(actual.get(i).values())
          .as(expected.get(i).name())
          .isEqualTo(expected.get(i).values());
    }
  }
}

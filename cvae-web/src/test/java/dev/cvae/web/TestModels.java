package dev.cvae.web;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/** Small models that have seen a few random pictures, and such pictures. */
final class TestModels {
  static final Shape GREY = Shape.of(1, 8, 8);
  static final Shape COLOUR = Shape.of(3, 8, 8);
  static final int ROWS = 200;

  private TestModels() {}

  /** A description with small layers, for {@link #fit}. */
  static Cvae.Builder small() {
    return Cvae.builder().latent(6).hidden(20, 30).epochs(1).batchSize(50).seed(1);
  }

  /** Fits to pictures that differ by their labels; the caller closes it. */
  static GenerativeModel fit(Cvae.Builder builder, Dataset data) {
    return builder.build().fit(data);
  }

  /** Pictures without conditions: bytes at random. */
  static Dataset pictures(Shape shape) {
    byte[] values = new byte[ROWS * shape.size()];
    RandomStream random = RandomStream.of(9);
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (256 * random.uniform(i));
    }
    return Dataset.of(values, shape).named("random pictures");
  }

  /** Pictures with a digit each. */
  static Dataset digits() {
    return pictures(GREY).labelled(codes(10));
  }

  /**
   * Pictures in other units than pixels, from dark to bright: two rows of eight shine, by label.
   */
  static Dataset stripes(float dark, float bright) {
    float[][] rows = new float[ROWS][GREY.size()];
    RandomStream random = RandomStream.of(9);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < GREY.size(); i++) {
        double light = i / 16 == row % 4 ? 0.8 : 0;
        light += 0.2 * random.uniform((long) row * GREY.size() + i);
        rows[row][i] = (float) (dark + light * (bright - dark));
      }
    }
    return Dataset.of(rows, GREY).labelled(codes(4)).named("stripes");
  }

  /** Pictures with named clothes. */
  static Dataset clothes() {
    return pictures(GREY).with("article", codes(4), "shirt", "trousers", "coat", "bag");
  }

  /** Pictures with a field of each kind that the page has controls for. */
  static Dataset manyFields() {
    double[] angles = IntStream.range(0, ROWS).mapToDouble(row -> 30 + row % 7).toArray();
    float[][] sites =
        IntStream.range(0, ROWS)
            .mapToObj(row -> new float[] {row % 5, 10 + row % 3})
            .toArray(float[][]::new);
    List<List<String>> tags = IntStream.range(0, ROWS).mapToObj(row -> tags(row)).toList();
    return clothes().with("angle", angles).with("site", sites).with("tags", tags);
  }

  private static List<String> tags(int row) {
    return switch (row % 3) {
      case 0 -> List.of("old");
      case 1 -> List.of("old", "round");
      default -> List.of("blue");
    };
  }

  static int[] codes(int categories) {
    return IntStream.range(0, ROWS).map(row -> row % categories).toArray();
  }
}

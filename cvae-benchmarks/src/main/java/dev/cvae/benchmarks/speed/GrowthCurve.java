package dev.cvae.benchmarks.speed;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the time of an epoch grows with one size.
 *
 * @param name of the size, also of the plot's file
 * @param points in ascending order of the size
 */
record GrowthCurve(String name, List<Point> points) {
  /**
   * A measured point.
   *
   * @param size what was grown
   * @param seconds of an epoch
   */
  record Point(int size, double seconds) {}

  /**
   * The largest power of the size with which time grows from one point to the next: 1 is linear, 2
   * quadratic; the slope in a plot with two logarithmic axes.
   */
  double steepest() {
    double steepest = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      double slope = Math.log(to.seconds / from.seconds) / Math.log((double) to.size / from.size);
      steepest = Math.max(steepest, slope);
    }
    return steepest;
  }

  String file() {
    return "growth-" + name + ".png";
  }

  /** A table and the plot, in Markdown. */
  String render() {
    String sizes = cells(point -> String.format(Locale.ROOT, "%,d", point.size));
    String seconds = cells(point -> Figure.text(point.seconds));
    return """
        | %1$s | %2$s |
        | --- | %3$s |
        | seconds an epoch | %4$s |

        Steepest step: time grows with the size to the power of %5$s.

        ![seconds an epoch by %1$s](%6$s)
        """
        .formatted(name, sizes, cells(point -> "---"), seconds, Figure.text(steepest()), file());
  }

  private String cells(Function<Point, String> text) {
    return points.stream().map(text).collect(Collectors.joining(" | "));
  }
}

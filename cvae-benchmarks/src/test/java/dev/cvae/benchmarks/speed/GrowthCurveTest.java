package dev.cvae.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.benchmarks.speed.GrowthCurve.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthCurveTest {
  /** Constant, then quadratic, then linear. */
  private final GrowthCurve curve =
      new GrowthCurve(
          "width",
          List.of(
              new Point(10, 0.5), new Point(100, 0.5), new Point(1000, 50), new Point(2000, 100)));

  @Test
  void theSteepestStepIsThePowerOfTheSizeByWhichTimeGrows() {
    assertThat(curve.steepest()).isCloseTo(2, within(1e-12));
  }

  @Test
  void theTableNamesEachSizeAndThePlot() {
    assertThat(curve.render())
        .isEqualTo(
            """
            | width | 10 | 100 | 1,000 | 2,000 |
            | --- | --- | --- | --- | --- |
            | seconds an epoch | 0.50 | 0.50 | 50.0 | 100 |

            Steepest step: time grows with the size to the power of 2.00.

            ![seconds an epoch by width](growth-width.png)
            """);
  }

  @Test
  void thePlotIsASmallPicture(@TempDir Path folder) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Path file = folder.resolve(curve.file());
    GrowthPlot.write(curve, file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(560);
    assertThat(file).satisfies(f -> assertThat(f.toFile().length()).isBetween(1_000L, 60_000L));
  }
}

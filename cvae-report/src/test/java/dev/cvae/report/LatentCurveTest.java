package dev.cvae.report;

import static dev.cvae.report.Fits.TRAIN;
import static dev.cvae.report.Fits.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.training.EpochResult;
import dev.cvae.training.LatentSummary;
import dev.cvae.training.TrainingHistory;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatentCurveTest {
  private static final int LATENTS = 10;

  @Test
  void moreActiveLatentsAreDrawnHigher() {
    int two = highest(Theme.LIGHT.series(0).getRGB(), curve(2, 2, 2));
    int eight = highest(Theme.LIGHT.series(0).getRGB(), curve(8, 8, 8));

    assertThat(eight).isLessThan(two);
  }

  @Test
  void ofAnyNumberOfEpochsBothFiguresAreDrawn() {
    for (LatentCurve curve : List.of(curve(3), curve(3, 4), curve(new int[200]))) {
      highest(Theme.LIGHT.series(0).getRGB(), curve);
      highest(Theme.LIGHT.series(1).getRGB(), curve);
    }
  }

  @Test
  void wordsAndTableHaveTheFiguresOfTheHistory() {
    LatentCurve curve = curve(1, 4, 7);

    assertThat(curve.words())
        .isEqualTo(
            "From epoch 1 to 3 the active latents went from 1 to 7 of 10, and the distance of the"
                + " aggregated posterior from the prior, by means and variances, from 0.10 to 0.70"
                + " nats.");
    assertThat(curve.table().toString()).contains("<td>4</td><td>20.00</td><td>0.40</td>");
  }

  @Test
  void epochsThatSayNothingOfTheLatentsAreLeftOut() {
    assertThat(new LatentCurve(Fits.history(3, Optional.of(VALIDATION))).isEmpty()).isTrue();
    assertThat(curve(1).isEmpty()).isFalse();
  }

  /** The line of pixels in which a colour is seen first. */
  private static int highest(int colour, LatentCurve curve) {
    BufferedImage image = curve.on(Theme.LIGHT);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == colour) {
          return y;
        }
      }
    }
    throw new AssertionError("nothing is drawn in colour " + Integer.toHexString(colour));
  }

  private static LatentCurve curve(int... active) {
    List<EpochResult> epochs = new ArrayList<>();
    for (int units : active) {
      LatentSummary latents = new LatentSummary(units, LATENTS, 20, units / 10.0);
      epochs.add(
          new EpochResult(epochs.size() + 1, TRAIN, Optional.of(VALIDATION), Optional.of(latents)));
    }
    return new LatentCurve(new TrainingHistory(epochs));
  }
}

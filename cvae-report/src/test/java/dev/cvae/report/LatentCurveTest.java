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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatentCurveTest {
  private static final int LATENTS = 10;

  @Test
  void moreActiveLatentsAreDrawnHigher() {
    int two = highest(0, curve(2, 2, 2).active(Theme.LIGHT));
    int eight = highest(0, curve(8, 8, 8).active(Theme.LIGHT));

    assertThat(eight).isLessThan(two);
  }

  @Test
  void ofAnyNumberOfEpochsBothFiguresAreDrawn() {
    for (LatentCurve curve : List.of(curve(3), curve(3, 4), curve(new int[200]))) {
      highest(0, curve.active(Theme.LIGHT));
      highest(1, curve.mismatch(Theme.LIGHT));
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
  void whatDoesNotChangeStaysAndSmallDistancesHaveDigits() {
    assertThat(curve(6, 3, 6).words())
        .contains("the active latents stayed at 6 of 10, and", "variances, stayed at 0.60 nats");
    assertThat(small(0.00031, 0.0042, 0.0012).words())
        .contains("stayed at 2 of 10, and", "went from 0.0003 to 0.0012 nats");
    assertThat(small(0).words()).contains("stayed at 0.00 nats");
  }

  @Test
  void epochsThatSayNothingOfTheLatentsAreLeftOut() {
    assertThat(new LatentCurve(Fits.history(3, Optional.of(VALIDATION))).isEmpty()).isTrue();
    assertThat(curve(1).isEmpty()).isFalse();
  }

  /** The line of pixels in which the colour of a series is seen first. */
  private static int highest(int series, BufferedImage image) {
    int colour = Theme.LIGHT.series(series).getRGB();
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
    return curve(
        IntStream.of(active)
            .mapToObj(units -> new LatentSummary(units, LATENTS, 20, units / 10.0)));
  }

  private static LatentCurve small(double... mismatch) {
    return curve(
        DoubleStream.of(mismatch).mapToObj(nats -> new LatentSummary(2, LATENTS, 1, nats)));
  }

  private static LatentCurve curve(Stream<LatentSummary> summaries) {
    List<EpochResult> epochs = new ArrayList<>();
    for (LatentSummary latents : summaries.toList()) {
      epochs.add(
          new EpochResult(epochs.size() + 1, TRAIN, Optional.of(VALIDATION), Optional.of(latents)));
    }
    return new LatentCurve(new TrainingHistory(epochs));
  }
}

package dev.cvae.report;

import static dev.cvae.report.Fits.VALIDATION;
import static dev.cvae.report.Fits.history;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningCurveTest {
  private static final Integer BLUE = 0xFF0072B2;
  private static final Integer VERMILLION = 0xFFD55E00;
  private static final Integer GREEN = 0xFF009E73;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 200})
  void theThreeFiguresAreDrawnInTheColoursOfOkabeAndItoForAnyNumberOfEpochs(int epochs) {
    BufferedImage image = LearningCurve.of(history(epochs, Optional.of(VALIDATION)));

    assertThat(coloursOf(image)).contains(BLUE, VERMILLION, GREEN);
  }

  @Test
  void theyAreDrawnWithoutValidationToo() {
    assertThat(coloursOf(LearningCurve.of(history(3, Optional.empty())))).contains(BLUE, GREEN);
  }

  @Test
  void onDarkPaperThePaperIsDark() {
    BufferedImage image = LearningCurve.of(history(3, Optional.empty()), Theme.DARK);

    assertThat(image.getRGB(0, 0)).isEqualTo(Theme.DARK.paper().getRGB());
  }

  private static Set<Integer> coloursOf(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).boxed().collect(Collectors.toSet());
  }
}

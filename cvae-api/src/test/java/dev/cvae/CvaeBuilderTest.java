package dev.cvae;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.training.Checkpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CvaeBuilderTest {
  private static final int LARGEST = 1_048_576;

  @ParameterizedTest
  @CsvSource({
    "latent, 0, must be positive",
    "latent, -3, must be positive",
    "latent, -2147483648, must be positive",
    "latent, 1048577, must be at most 1048576",
    "latent, 2147483647, must be at most 1048576",
    "batchSize, 0, must be positive",
    "batchSize, -1, must be positive",
    "batchSize, 1048577, must be at most 1048576",
    "epochs, 0, must be positive",
    "epochs, -1, must be positive",
    "epochs, 1048577, must be at most 1048576",
    "threads, 0, must lie in 1..1024",
    "threads, -1, must lie in 1..1024",
    "threads, 1025, must lie in 1..1024",
  })
  void countsOutOfRangeAreRefusedWithSettingRuleAndValue(String setting, int value, String rule) {
    assertThatThrownBy(() -> set(Cvae.builder(), setting, value))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(setting + " " + rule + ", was " + value);
  }

  @ParameterizedTest
  @CsvSource({"latent, 1048576", "batchSize, 1048576", "epochs, 1048576", "threads, 1024"})
  void bothEndsOfEachRangeAreInIt(String setting, int largest) {
    assertThatCode(() -> set(Cvae.builder(), setting, 1)).doesNotThrowAnyException();
    assertThatCode(() -> set(Cvae.builder(), setting, largest)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -1e-3, Double.NaN, Double.POSITIVE_INFINITY})
  void aLearningRateThatIsNotPositiveAndFiniteIsRefused(double rate) {
    assertThatThrownBy(() -> Cvae.builder().learningRate(rate))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("learningRate must be positive and finite, was " + rate);
  }

  @Test
  void settingsOfTheFitOutOfRangeAreRefusedAtOnce() {
    Cvae.Builder builder = Cvae.builder();
    assertRefused(
        () -> builder.clipGradientNorm(0), "clipGradientNorm must be positive and finite, was 0.0");
    assertRefused(() -> builder.steps(0), "steps must be positive, was 0");
    assertRefused(() -> builder.timeLimit(Duration.ZERO), "timeLimit must be positive, was PT0S");
    assertRefused(() -> builder.validationSplit(1), "validationSplit must lie in (0, 1), was 1.0");
    assertRefused(() -> builder.earlyStopping(0), "patience must be positive, was 0");
    assertRefused(
        () -> builder.earlyStopping(1, -1), "minDelta must be 0 or more and finite, was -1.0");
    Checkpoints checkpoints = Checkpoints.in(Path.of("folder"));
    assertRefused(() -> checkpoints.everySteps(0), "everySteps must be positive, was 0");
    assertRefused(
        () -> checkpoints.every(Duration.ofSeconds(-1)), "every must be positive, was PT-1S");
    assertRefused(() -> checkpoints.keep(0), "keep must be positive, was 0");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidSettingException.class).hasMessage(message);
  }

  @Test
  void hiddenLayersAreAtLeastOneAndEachHasAWidth() {
    assertThatThrownBy(() -> Cvae.builder().hidden())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("hidden must have 1 to 100 layers, was []");
    assertThatThrownBy(() -> Cvae.builder().hidden(512, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("hidden must have widths from 1 to 1048576, was [512, 0]");
    assertThatThrownBy(() -> Cvae.builder().hidden(LARGEST + 1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("hidden must have widths from 1 to 1048576, was [1048577]");
    assertThatThrownBy(
            () ->
                Cvae.builder()
                    .hidden(Collections.nCopies(101, 1).stream().mapToInt(i -> i).toArray()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("hidden must have 1 to 100 layers, was [1, 1, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void blankNamesOfEngineAndDeviceAreRefusedByBuilderAndLoadOptions(String blank) {
    Cvae.Builder builder = Cvae.builder();
    LoadOptions options = LoadOptions.defaults();

    assertBlankIsRefused(builder::engine, "engine", blank);
    assertBlankIsRefused(builder::device, "device", blank);
    assertBlankIsRefused(options::engine, "engine", blank);
    assertBlankIsRefused(options::device, "device", blank);
    assertThatThrownBy(() -> options.threads(0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("threads must lie in 1..1024, was 0");
  }

  @Test
  void aDescriptionWithoutLatentSizeSaysHowToGiveIt() {
    assertThatThrownBy(() -> Cvae.builder().hidden(400).build())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("latent must be given, as in Cvae.builder().latent(256), was not");
  }

  @Test
  void nullIsRefusedBySetterAndNotLater() {
    Cvae.Builder builder = Cvae.builder();

    assertThatThrownBy(() -> builder.encoder(null)).hasMessage("encoder");
    assertThatThrownBy(() -> builder.decoder(null)).hasMessage("decoder");
    assertThatThrownBy(() -> builder.reconstructionLoss(null)).hasMessage("reconstructionLoss");
    assertThatThrownBy(() -> builder.optimiser(null)).hasMessage("optimiser");
    assertThatThrownBy(() -> builder.listener(null)).hasMessage("listener");
    assertThatThrownBy(() -> builder.learningRateSchedule(null)).hasMessage("learningRateSchedule");
    assertThatThrownBy(() -> builder.checkpoints(null)).hasMessage("checkpoints");
  }

  private static void set(Cvae.Builder builder, String setting, int value) {
    switch (setting) {
      case "latent" -> builder.latent(value);
      case "batchSize" -> builder.batchSize(value);
      case "epochs" -> builder.epochs(value);
      case "threads" -> builder.threads(value);
      default -> throw new AssertionError(setting);
    }
  }

  private static void assertBlankIsRefused(Consumer<String> setter, String name, String blank) {
    assertThatThrownBy(() -> setter.accept(blank))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(name + " must not be blank, was \"" + blank + '"');
  }
}

package dev.cvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingValuesTest {
  private static final Evaluation BCE = new Evaluation(10_000, -85.5, 16.3, 85.5);

  @Test
  void theElboIsTheLogLikelihoodLessTheKl() {
    assertThat(BCE.elbo()).isEqualTo(-85.5 - 16.3);
  }

  @Test
  void anEvaluationReadsAsTheSumOfItsTermsInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(BCE).hasToString("-ELBO 101.80 = reconstruction 85.50 + KL 16.30 nats");
      // MSE with D = 4: the constant is -2 log 2π = -3.68
      double constant = -2 * Math.log(2 * Math.PI);
      assertThat(new Evaluation(1, constant - 5, 1, 5))
          .hasToString("-ELBO 9.68 = reconstruction 5.00 + KL 1.00 + constant 3.68 nats");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void progressReadsAsOneLineInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(new BatchProgress(2, 10, 5, 469, BCE, 12345.6, Duration.ofMillis(61_500)))
          .hasToString("epoch 2/10  batch 5/469  " + BCE + "  12,346 examples/s  61 s left");
      assertThat(progress(3, Optional.empty()))
          .hasToString("epoch 3/10  train " + BCE + "  1,000 examples/s");
      assertThat(progress(3, Optional.of(BCE)))
          .hasToString("epoch 3/10  train " + BCE + "  validation " + BCE + "  1,000 examples/s");
      assertThat(progress(new LatentSummary(14, 20, 25.3, 0.5)).toString())
          .endsWith(BCE + "  14 of 20 latents active  1,000 examples/s");
      assertThat(progress(new LatentSummary(0, 20, 0.01, 0.5)).toString())
          .endsWith("  0 of 20 latents active, the posterior has collapsed  1,000 examples/s");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theFiguresAddUpWithTheConstant() {
    Evaluation density = new Evaluation(10, -8.68, 1, 5);

    assertThat(density.reconstruction() + density.kl() + density.constant())
        .isCloseTo(-density.elbo(), within(1e-12));
    assertThat(density.hasConstant()).isTrue();
    assertThat(BCE.hasConstant()).isFalse();
  }

  @Test
  void settingsSayInWordsWhatTheyAre() {
    assertThat(Optimiser.adam()).hasToString("Adam with beta1 0.9, beta2 0.999, epsilon 1.0E-8");
    assertThat(Optimiser.adamW())
        .hasToString("AdamW with beta1 0.9, beta2 0.999, epsilon 1.0E-8, weight decay 0.01");
    assertThat(Optimiser.sgd().momentum(0.9))
        .hasToString("SGD with momentum 0.9, weight decay 0.0");
    assertThat(Optimiser.rmsProp())
        .hasToString("RMSprop with alpha 0.99, epsilon 1.0E-8, momentum 0.0, weight decay 0.0");
    assertThat(new EarlyStopping(3, 0)).hasToString("after 3 epochs without improvement");
    assertThat(new EarlyStopping(1, 0.1))
        .hasToString("after 1 epoch without improvement of more than 0.1 nats");
  }

  @Test
  void aHistoryIsACopyThatCannotBeChanged() {
    List<EpochResult> epochs = new ArrayList<>();
    epochs.add(new EpochResult(1, BCE, Optional.empty()));
    epochs.add(new EpochResult(2, BCE, Optional.empty()));
    TrainingHistory history = new TrainingHistory(epochs);

    epochs.clear();

    assertThat(history.last().epoch()).isEqualTo(2);
    assertThatThrownBy(() -> history.epochs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> new TrainingHistory(List.of()).last())
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no epoch was finished");
  }

  @Test
  void theBestEpochHasTheGreatestElboOfTheValidationOrElseOfTheTraining() {
    Evaluation worse = new Evaluation(10_000, -90, 16, 90);
    EpochResult first = new EpochResult(1, worse, Optional.of(BCE));
    EpochResult second = new EpochResult(2, BCE, Optional.of(worse));
    EpochResult third = new EpochResult(3, BCE, Optional.of(BCE));

    assertThat(new TrainingHistory(List.of(second, first, third)).best()).isSameAs(first);
    EpochResult alone = new EpochResult(2, BCE, Optional.empty());
    EpochResult before = new EpochResult(1, worse, Optional.empty());
    assertThat(new TrainingHistory(List.of(before, alone)).best()).isSameAs(alone);
    assertThatThrownBy(() -> new TrainingHistory(List.of()).best())
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no epoch was finished");
  }

  @Test
  void aHistoryWarnsOfWhatItsLatentsSayAtTheEnd() {
    LatentDiagnostics silent =
        new LatentDiagnostics(
            List.of(new LatentDiagnostics.Latent(0.001, OptionalDouble.of(0.002), 1.5)), 0.002);
    TrainingHistory history = new TrainingHistory(List.of());

    assertThat(history.warnings()).isEmpty();
    assertThat(history.latents(Optional.of(silent)).warnings())
        .containsExactly(
            "the posterior has collapsed: 0 of 1 latents are active, KL 0.00 nats, so that z says"
                + " nothing of x. Try KL warm-up, free bits, a smaller beta, more epochs, or a"
                + " weaker decoder.",
            "the aggregated posterior is 1.5 nats from the prior: z drawn from the prior lie where"
                + " the decoder has seen few. Try a learned prior, a sampler fitted after the fit,"
                + " or a greater beta.");
    assertThat(silent.summary()).isEqualTo(new LatentSummary(0, 1, 0.002, 1.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void decaysOutsideZeroToOneAreRefused(double value) {
    String rule = " must lie in [0, 1), was " + value;

    assertThatThrownBy(() -> new Adam(value, 0.999, 1e-8))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("beta1" + rule);
    assertThatThrownBy(() -> new Adam(0.9, value, 1e-8))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("beta2" + rule);
    assertThatThrownBy(() -> new Sgd(value, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("momentum" + rule);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-8, 1.1, Double.NaN})
  void anEpsilonThatIsNotPositiveIsRefused(double epsilon) {
    assertThatThrownBy(() -> new Adam(0.9, 0.999, epsilon))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("epsilon must lie in [1e-12, 1], was " + epsilon);
  }

  @Test
  void theUsualOptimisersHaveTheUsualConstants() {
    assertThat(Optimiser.adam()).isEqualTo(new Adam(0.9, 0.999, 1e-8));
    assertThat(Optimiser.sgd()).isEqualTo(new Sgd(0, 0));
    assertThat(Optimiser.adamW()).isEqualTo(new AdamW(0.9, 0.999, 1e-8, 0.01));
    assertThat(Optimiser.rmsProp()).isEqualTo(new RmsProp(0.99, 1e-8, 0, 0));
  }

  @Test
  void constantsAreChangedOneByOne() {
    assertThat(Optimiser.adam().beta1(0.5).beta2(0.6).epsilon(0.7))
        .isEqualTo(new Adam(0.5, 0.6, 0.7));
    assertThat(Optimiser.adamW().beta1(0.5).beta2(0.6).epsilon(0.7).weightDecay(8))
        .isEqualTo(new AdamW(0.5, 0.6, 0.7, 8));
    assertThat(Optimiser.sgd().momentum(0.9).weightDecay(8)).isEqualTo(new Sgd(0.9, 8));
    assertThat(Optimiser.rmsProp().alpha(0.5).epsilon(0.7).momentum(0.9).weightDecay(8))
        .isEqualTo(new RmsProp(0.5, 0.7, 0.9, 8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-4, Double.NaN, Double.POSITIVE_INFINITY})
  void aWeightDecayThatIsNegativeOrNotFiniteIsRefused(double decay) {
    String message = "weightDecay must be 0 or more and finite, was " + decay;
    assertThatThrownBy(() -> Optimiser.adamW().weightDecay(decay)).hasMessage(message);
    assertThatThrownBy(() -> Optimiser.sgd().weightDecay(decay)).hasMessage(message);
    assertThatThrownBy(() -> Optimiser.rmsProp().weightDecay(decay)).hasMessage(message);
  }

  private static EpochProgress progress(LatentSummary latents) {
    EpochResult result = new EpochResult(3, BCE, Optional.of(BCE), Optional.of(latents));
    return new EpochProgress(10, result, 1000, Duration.ofSeconds(9), Duration.ofSeconds(1));
  }

  static EpochProgress progress(int epoch, Optional<Evaluation> validation) {
    EpochResult result = new EpochResult(epoch, BCE, validation);
    return new EpochProgress(10, result, 1000, Duration.ofSeconds(9), Duration.ofSeconds(1));
  }
}

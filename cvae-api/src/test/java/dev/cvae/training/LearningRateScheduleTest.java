package dev.cvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.error.InvalidSettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Factors against their closed forms. */
class LearningRateScheduleTest {
  private static final int STEPS = 1000;
  private static final int BATCHES = 10;

  @Test
  void constantIsOne() {
    assertThat(factors(LearningRateSchedule.constant())).containsOnly(1.0);
  }

  @Test
  void eachSaysInWordsWhatItIs() {
    assertThat(LearningRateSchedule.constant()).hasToString("constant");
    assertThat(new CosineSchedule(0)).hasToString("cosine, down to 0");
    assertThat(new CosineSchedule(0.1)).hasToString("cosine, down to 0.1 of the rate");
    assertThat(LearningRateSchedule.step(0.5, 3)).hasToString("times 0.5 every 3 epochs");
    assertThat(LearningRateSchedule.milestones(0.1, 200, 350))
        .hasToString("times 0.1 after epoch 200, 350");
    assertThat(new PlateauSchedule(0.5, 1, 0))
        .hasToString("times 0.5 after 1 epoch without improvement");
    assertThat(new WarmUpSchedule(100, LearningRateSchedule.constant()))
        .hasToString("warm-up over 100 steps, then constant");
  }

  @Test
  void aStepScheduleFallsByItsFactorEverySoManyEpochs() {
    LearningRateSchedule schedule = LearningRateSchedule.step(0.5, 3);
    assertThat(inEpochs(schedule, 1, 2, 3, 4, 6, 7, 10))
        .containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.125);
  }

  @Test
  void milestonesAreTheLastEpochsOfTheirRate() {
    LearningRateSchedule schedule = LearningRateSchedule.milestones(0.1, 200, 350);
    assertThat(inEpochs(schedule, 1, 200, 201, 350, 351, 1000))
        .containsExactly(1.0, 1.0, 0.1, 0.1, 0.1 * 0.1, 0.1 * 0.1);
  }

  /** Burda, Grosse &amp; Salakhutdinov (2016): 1e-3 · 10^(−i/7) for 3^i epochs, i = 0 … 7. */
  @Test
  void theScheduleOfTheIwaePaperIsOneOfMilestones() {
    LearningRateSchedule schedule =
        LearningRateSchedule.milestones(Math.pow(10, -1 / 7.0), 1, 4, 13, 40, 121, 364, 1093);
    int epoch = 1;
    for (int i = 0; i <= 7; i++) {
      int last = epoch + (int) Math.pow(3, i) - 1;
      for (int each : new int[] {epoch, last}) {
        assertThat(inEpochs(schedule, each).get(0))
            .as("epoch " + each)
            .isCloseTo(Math.pow(10, -i / 7.0), within(1e-15));
      }
      epoch = last + 1;
    }
    assertThat(epoch - 1).isEqualTo(3280);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void cosineFallsFromOneToItsFloor(double floor) {
    LearningRateSchedule schedule = LearningRateSchedule.cosine(floor);
    assertThat(factor(schedule, 0)).isEqualTo(1);
    assertThat(factor(schedule, 250))
        .isCloseTo(floor + (1 - floor) * (1 + Math.sqrt(0.5)) / 2, within(1e-15));
    assertThat(factor(schedule, 500)).isCloseTo((1 + floor) / 2, within(1e-15));
    assertThat(factor(schedule, STEPS)).isCloseTo(floor, within(1e-15));
    assertThat(factor(schedule, 2 * STEPS)).isCloseTo(floor, within(1e-15));
  }

  @Test
  void aWarmUpIsALineAndThenTheScheduleOverTheStepsThatAreLeft() {
    LearningRateSchedule schedule = LearningRateSchedule.warmUp(4, LearningRateSchedule.cosine());
    assertThat(factors(schedule).subList(0, 5)).containsExactly(0.25, 0.5, 0.75, 1.0, 1.0);
    double halfWay = (STEPS - 4) / 2;
    assertThat(factor(schedule, 4 + (long) halfWay)).isCloseTo(0.5, within(1e-15));
    assertThat(factor(schedule, STEPS)).isCloseTo(0, within(1e-15));
  }

  @Test
  void aWarmUpThatIsLongerThanTheFitIsALine() {
    LearningRateSchedule schedule = LearningRateSchedule.warmUp(2 * STEPS);
    assertThat(factor(schedule, STEPS - 1)).isEqualTo(0.5);
  }

  @Test
  void aPlateauWaitsAsLongAsItsPatienceAndThenAgain() {
    LearningRateSchedule schedule = LearningRateSchedule.plateau(0.5, 2);

    assertThat(afterElbos(schedule)).isEqualTo(1);
    assertThat(afterElbos(schedule, -9, -8)).isEqualTo(1);
    assertThat(afterElbos(schedule, -9, -8, -8)).isEqualTo(1);
    assertThat(afterElbos(schedule, -9, -8, -8, -9)).isEqualTo(0.5);
    assertThat(afterElbos(schedule, -9, -8, -8, -9, -9)).isEqualTo(0.5);
    assertThat(afterElbos(schedule, -9, -8, -8, -9, -9, -9)).isEqualTo(0.25);
    assertThat(afterElbos(schedule, -9, -8, -8, -9, -7, -8)).isEqualTo(0.5);
  }

  @Test
  void aPlateauLooksAtTheValidationWhereThereIsOne() {
    LearningRateSchedule schedule = LearningRateSchedule.plateau(0.5, 1);
    List<EpochResult> better = List.of(result(1, -5, -9), result(2, -6, -8));
    List<EpochResult> worse = List.of(result(1, -6, -8), result(2, -5, -9));

    assertThat(schedule.factor(new TrainingStep(20, STEPS, 3, better))).isEqualTo(1);
    assertThat(schedule.factor(new TrainingStep(20, STEPS, 3, worse))).isEqualTo(0.5);
  }

  @Test
  void lessThanTheLeastImprovementIsNone() {
    PlateauSchedule schedule = new PlateauSchedule(0.5, 2, 1.5);
    assertThat(afterElbos(schedule, -9, -8, -7)).isEqualTo(1); // −7 is 2 above −9
    assertThat(afterElbos(schedule, -9, -8, -7.5)).isEqualTo(0.5);
  }

  @Test
  void earlyStoppingWaitsAsLongAsItsPatience() {
    EarlyStopping rule = new EarlyStopping(2, 0.5);
    assertThat(rule.enough(results(-9))).isFalse();
    assertThat(rule.enough(results(-9, -8.6))).isFalse();
    assertThat(rule.enough(results(-9, -8.6, -8.5))).isTrue();
    assertThat(rule.enough(results(-9, -8.6, -8.4))).isFalse();
    assertThat(rule.enough(results(-9, -8, -9, -7, -8, -8))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|1|factor must lie in (0, 1), was 0.0",
        "1|1|factor must lie in (0, 1), was 1.0",
        "NaN|1|factor must lie in (0, 1), was NaN",
        "0.5|0|must be positive, was 0"
      })
  void factorsAndEpochsOutOfRangeAreRefused(double factor, int epochs, String rule) {
    assertThatThrownBy(() -> LearningRateSchedule.step(factor, epochs))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(rule);
    assertThatThrownBy(() -> LearningRateSchedule.plateau(factor, epochs))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void milestonesMustAscendFromOne() {
    for (int[] epochs : new int[][] {{}, {0}, {3, 3}, {5, 2}}) {
      assertThatThrownBy(() -> LearningRateSchedule.milestones(0.1, epochs))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith("milestones must be ");
    }
  }

  private static double factor(LearningRateSchedule schedule, long done) {
    int epoch = 1 + (int) (done / BATCHES);
    return schedule.factor(new TrainingStep(done, STEPS, epoch, List.of()));
  }

  private static List<Double> factors(LearningRateSchedule schedule) {
    List<Double> factors = new ArrayList<>();
    for (int done = 0; done < STEPS; done++) {
      factors.add(factor(schedule, done));
    }
    return factors;
  }

  private static List<Double> inEpochs(LearningRateSchedule schedule, int... epochs) {
    List<Double> factors = new ArrayList<>();
    for (int epoch : epochs) {
      factors.add(schedule.factor(new TrainingStep(0, STEPS, epoch, List.of())));
    }
    return factors;
  }

  private static double afterElbos(LearningRateSchedule schedule, double... elbos) {
    return schedule.factor(new TrainingStep(0, STEPS, elbos.length + 1, results(elbos)));
  }

  private static List<EpochResult> results(double... elbos) {
    List<EpochResult> results = new ArrayList<>();
    for (double elbo : elbos) {
      Evaluation train = new Evaluation(1, elbo, 0, -elbo);
      results.add(new EpochResult(results.size() + 1, train, Optional.empty()));
    }
    return results;
  }

  private static EpochResult result(int epoch, double train, double validation) {
    return new EpochResult(
        epoch,
        new Evaluation(1, train, 0, -train),
        Optional.of(new Evaluation(1, validation, 0, -validation)));
  }
}

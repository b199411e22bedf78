package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cvae.condition.Condition;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateTest {
  private final LinearNetworks networks = Models.networks(Models.CONDITIONAL);
  private final GenerativeModel model = Models.of(networks, Models.CONDITIONAL);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 511, 512, 513, 1023, 1024, 1025, 1499, 1500})
  void rowsHaveTheSameLatentsAndValuesHoweverManyAreAskedFor(int count) {
    // given
    Samples all = model.generate(Condition.label(2), 1500, 99);

    // when
    Samples some = model.generate(Condition.label(2), count, 99);

    // then bit for bit: these networks compute each row by itself
    assertThat(some.size()).isEqualTo(count);
    assertThat(some.latents()).isDeepEqualTo(Arrays.copyOf(all.latents(), count));
    assertThat(some.rows()).isDeepEqualTo(Arrays.copyOf(all.rows(), count));
  }

  @Test
  void theLatentDependsOnTheSeedAndTheRowButNotOnTheCondition() {
    Samples twos = model.generate(Condition.label(2), 600, 5);
    Samples threes = model.generate(Condition.label(3), 600, 5);
    Samples otherSeed = model.generate(Condition.label(2), 600, 6);

    assertThat(threes.latents()).isDeepEqualTo(twos.latents());
    assertThat(threes.row(0)).isNotEqualTo(twos.row(0));
    for (int row = 0; row < 600; row++) {
      assertThat(otherSeed.latent(row)).isNotEqualTo(twos.latent(row));
    }
    assertThat(Arrays.stream(twos.latents()).map(Arrays::toString)).doesNotHaveDuplicates();
  }

  @Test
  void valuesAreTheDecodersMeansOfTheLatentsUnderEachRowsCondition() {
    // given 700 rows in two batches, each with a condition of its own
    List<Condition> conditions = new ArrayList<>();
    for (int row = 0; row < 700; row++) {
      conditions.add(Condition.label(row % 5));
    }

    // when
    Samples samples = model.generate(conditions);

    // then
    assertThat(samples.shape()).isEqualTo(Models.SHAPE);
    assertThat(samples.conditions()).isEqualTo(conditions);
    for (int row = 0; row < 700; row++) {
      double[] z = new double[Models.LATENT];
      for (int i = 0; i < z.length; i++) {
        z[i] = samples.latent(row)[i];
      }
      assertThat(samples.condition(row)).isEqualTo(conditions.get(row));
      for (int feature = 0; feature < 4; feature++) {
        assertThat(samples.row(row)[feature])
            .isEqualTo((float) networks.decoded(z, row % 5, feature));
      }
    }
  }

  @Test
  void withoutASeedEachCallIsFreshAndItsSeedGivesItAgain() {
    Samples first = model.generate(Condition.label(1), 3);
    Samples second = model.generate(Condition.label(1), 3);

    assertThat(second.seed()).isNotEqualTo(first.seed());
    assertThat(second.latents()[0]).isNotEqualTo(first.latents()[0]);
    Samples again = model.generate(Condition.label(1), 3, first.seed().getAsLong());
    assertThat(again.rows()).isDeepEqualTo(first.rows());
    assertThat(again.seed()).isEqualTo(first.seed());
  }

  @Test
  void latentsAreDrawnFromTheStandardNormalDistribution() {
    // given
    int n = 40_000;
    float[][] z = model.generate(Condition.label(0), n, 1).latents();

    for (int i = 0; i < Models.LATENT; i++) {
      // when
      double sum = 0;
      double squares = 0;
      for (float[] row : z) {
        sum += row[i];
        squares += row[i] * row[i];
      }

      // then within five standard errors
      assertThat(sum / n).as("seed 1, latent %d", i).isEqualTo(0, within(5 / Math.sqrt(n)));
      assertThat(squares / n).as("seed 1").isEqualTo(1, within(5 * Math.sqrt(2.0 / n)));
    }
  }

  @Test
  void drawsUnderBceAreZerosAndOnesWithTheMeansAsTheirFrequencies() {
    // given
    int n = 4000;
    GenerationRequest request = GenerationRequest.of(Condition.label(4), n).seed(8);
    Samples means = model.generate(request);

    // when
    Samples draws = model.generate(request.draws());

    // then: Σ (draw - p) has variance Σ p (1 - p)
    assertThat(draws.latents()).isDeepEqualTo(means.latents());
    double difference = 0;
    double variance = 0;
    for (int row = 0; row < n; row++) {
      for (int feature = 0; feature < 4; feature++) {
        float p = means.row(row)[feature];
        assertThat(draws.row(row)[feature]).isIn(0f, 1f);
        difference += draws.row(row)[feature] - p;
        variance += p * (1 - p);
      }
    }
    assertThat(difference / Math.sqrt(variance)).as("seed 8").isBetween(-5., 5.);
    assertThat(model.generate(request.draws()).rows()).isDeepEqualTo(draws.rows());
    assertThat(model.generate(GenerationRequest.of(Condition.label(4), 9).draws().seed(8)).rows())
        .isDeepEqualTo(Arrays.copyOf(draws.rows(), 9));
  }

  @Test
  void aConditionalModelAskedWithoutAConditionListsTheFieldsItKnows() {
    assertThatThrownBy(() -> model.generate(10))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has no label, but the model was fitted with label 0..4");
    assertThatThrownBy(() -> model.generate(Condition.label(5), 10))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has label 5, but the model was fitted with label 0..4");
    assertThatThrownBy(() -> model.decode(new float[1][3]))
        .isInstanceOf(InvalidConditionException.class);
  }

  @Test
  void anUnconditionalModelTakesNoCondition() {
    GenerativeModel plain = Models.of(Models.PLAIN);

    assertThat(plain.generate(600, 4).latents())
        .isDeepEqualTo(model.generate(Condition.label(0), 600, 4).latents());
    assertThat(plain.generate(2).conditions()).containsOnly(Condition.none());
    assertThatThrownBy(() -> plain.generate(Condition.label(0), 1))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("condition has field label, but the model was fitted with no condition");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void theCountMustBePositive(int count) {
    assertThatThrownBy(() -> model.generate(Condition.label(1), count))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("count must be positive, was " + count);
  }

  @Test
  void moreRowsThanTheHeapHoldsAreRefusedAndNotTried() {
    // given rows of 4 + 3 floats: 2^31 - 1 of them are 56 GiB
    assumeTrue(Runtime.getRuntime().maxMemory() < 50L << 30, "the heap would hold them");

    assertThatThrownBy(() -> model.generate(Condition.label(1), Integer.MAX_VALUE))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("count must fit into the heap of ")
        .hasMessageEndingWith(", was 2147483647");
    assertThatThrownBy(() -> model.generate(List.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("conditions must have one a row, was an empty list");
  }

  @Test
  void theSameLatentsUnderAnotherConditionKeepTheirLatents() {
    Samples twos = model.generate(Condition.label(2), 600, 1);

    Samples threes = model.decode(twos.latents(), Condition.label(3));

    assertThat(threes.rows()).isDeepEqualTo(model.generate(Condition.label(3), 600, 1).rows());
    assertThat(threes.latents()).isDeepEqualTo(twos.latents());
    assertThat(threes.conditions()).isEqualTo(Collections.nCopies(600, Condition.label(3)));
    assertThat(threes.seed()).isEmpty();
  }

  @Test
  void latentsThatDoNotFitTheModelAreNamedByRowColumnAndValue() {
    Condition one = Condition.label(1);

    assertThatThrownBy(() -> model.decode(new float[][] {{1, 2, 3}, {1, 2}}, one))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("latents must have the model's latent size 3, row 1 has 2");
    assertThatThrownBy(() -> model.decode(new float[][] {{1, Float.NaN, 3}}, one))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("latents must be finite in row 0, column 1, was NaN");
    assertThatThrownBy(() -> model.decode(new float[0][], one))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("latents must have at least one row, had none");
    assertThatThrownBy(() -> model.decode(new float[2][3], Condition.labels(1)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("conditions must be one a latent, 2, was 1");
  }

  @Test
  void samplesKeepNoArrayThatTheCallerHolds() {
    float[][] z = {{1, 2, 3}};
    Samples samples = model.decode(z, Condition.label(1));
    float[] before = samples.row(0);

    z[0][0] = 9;
    samples.latents()[0][0] = 9;
    samples.latent(0)[0] = 9;
    samples.rows()[0][0] = 9;
    samples.row(0)[0] = 9;

    assertThat(samples.latent(0)).containsExactly(1, 2, 3);
    assertThat(samples.row(0)).isEqualTo(before);
    assertThat(samples).hasToString("1 samples of 2×2");
  }
}

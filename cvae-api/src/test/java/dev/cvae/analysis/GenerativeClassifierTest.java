package dev.cvae.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerativeModel;
import dev.cvae.LinearGaussian;
import dev.cvae.Samples;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GenerativeClassifierTest {
  private final LinearGaussian truth = LinearGaussian.conditional();
  private final GenerativeModel model = truth.model(0, 1);
  private final Dataset rows =
      Dataset.of(new float[][] {{0.5f, 0, 0}, {2, -1, 1}, {-1, 1, 1.5f}, {1, 0, 0.4f}});

  @Test
  void itIsBayesRuleOverTheCategories() {
    // given
    double[] prior = {0.2, 0.3, 0.5};

    // when
    CategoryPosterior posterior =
        GenerativeClassifier.of(model, "label", prior).samples(3).classify(rows);

    // then: densities in closed form
    assertThat(posterior.size()).isEqualTo(4);
    for (int row = 0; row < 4; row++) {
      double[] joint = new double[3];
      for (int c = 0; c < 3; c++) {
        joint[c] = prior[c] * Math.exp(truth.logDensity(rows.row(row), c));
      }
      double marginal = Arrays.stream(joint).sum();
      assertThat(posterior.logMarginal(row)).isEqualTo(Math.log(marginal), within(1e-5));
      for (int c = 0; c < 3; c++) {
        assertThat(posterior.probabilities(row)[c]).isEqualTo(joint[c] / marginal, within(1e-5));
      }
    }
  }

  @Test
  void itSaysTheMostProbableCategoryOfEachRow() {
    CategoryPosterior posterior = GenerativeClassifier.uniform(model, "label").classify(rows);
    int first = posterior.mostProbable(0);

    assertThat(posterior.names()).isEmpty();
    assertThat(posterior.toString())
        .startsWith(
            String.format(
                Locale.ROOT,
                "p(label|x) of 4 rows: %d %.2f, ",
                first,
                posterior.probabilities(0)[first]));
    CategoryField named = new CategoryField("article", List.of("coat", "bag"));
    double[][] logJoint = {{Math.log(0.1), Math.log(0.3)}};
    assertThat(new CategoryPosterior(named, logJoint))
        .hasToString("p(article|x) of 1 row: bag 0.75");
    assertThat(new CategoryPosterior(named, logJoint).names()).containsExactly("coat", "bag");
  }

  @Test
  void anEncoderThatIsNotExactNeedsMoreSamples() {
    GenerativeModel rough = truth.model(0.3, 1.5);
    double[] exact =
        GenerativeClassifier.uniform(model, "label").samples(1).classify(rows).probabilities(3);

    double[] found =
        GenerativeClassifier.uniform(rough, "label").samples(4000).classify(rows).probabilities(3);

    assertThat(found).as("seed 0").containsExactly(exact, within(0.02));
  }

  @Test
  void theMostProbableCategoryIsTheOneThatTheRowCameFrom() {
    CategoryPosterior posterior =
        GenerativeClassifier.uniform(model, "label")
            .classify(Dataset.of(new float[][] {{0, 0, 0}, {2, -1, 0.5f}, {-1, 1, 2}}));

    assertThat(posterior.mostProbable(0)).isEqualTo(0);
    assertThat(posterior.mostProbable(1)).isEqualTo(1);
    assertThat(posterior.mostProbable(2)).isEqualTo(2);
  }

  @Test
  void frequenciesAreThoseOfTheData() {
    Dataset labelled = rows.labelled(new int[] {0, 1, 1, 1}, 3);

    CategoryPosterior counted =
        GenerativeClassifier.frequencies(model, "label", labelled).samples(1).classify(rows);
    CategoryPosterior given =
        GenerativeClassifier.of(model, "label", 0.25, 0.75, 0).samples(1).classify(rows);

    for (int row = 0; row < 4; row++) {
      assertThat(counted.probabilities(row)).isEqualTo(given.probabilities(row));
      assertThat(counted.probabilities(row)[2]).isZero();
    }
  }

  @Test
  void labelsOfTheRowsAreNotLookedAt() {
    CategoryPosterior without = GenerativeClassifier.uniform(model, "label").classify(rows);

    CategoryPosterior with =
        GenerativeClassifier.uniform(model, "label")
            .classify(rows.labelled(new int[] {2, 0, 1, 1}, 3));

    assertThat(with.probabilities(1)).isEqualTo(without.probabilities(1));
  }

  @Test
  void anUnknownFieldAndImpossibleProbabilitiesAreRefused() {
    assertThatThrownBy(() -> GenerativeClassifier.uniform(model, "digit"))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessage("there is no category field digit, the model was fitted with label 0..2");
    double[][] impossible = {{0.5, 0.5}, {0.5, 0.6, -0.1}, {0.3, 0.3, 0.3}, {Double.NaN, 0, 1}};
    for (double[] p : impossible) {
      assertThatThrownBy(() -> GenerativeClassifier.of(model, "label", p))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("must be 3, none negative, that add up to 1");
    }
  }

  @Test
  void aCounterfactualHasTheSameLatentAndAnotherCondition() {
    Dataset labelled = rows.labelled(new int[] {0, 1, 2, 0}, 3);

    Samples other = Counterfactual.of(model, labelled, Condition.label(1));

    assertThat(other.latents()).isDeepEqualTo(model.encode(labelled).mean());
    assertThat(other.conditions()).containsOnly(Condition.label(1));
    float[] same = model.reconstruct(labelled).row(2);
    double[] shift = {2 - -1, -1 - 1, 0.5 - 2}; // U[1] − U[2]
    for (int i = 0; i < 3; i++) {
      assertThat(other.row(2)[i] - same[i]).isCloseTo((float) shift[i], within(1e-6f));
    }
  }
}

package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertClose;
import static dev.cvae.testkit.Examples.FEATURES;
import static dev.cvae.testkit.Examples.conditions;
import static dev.cvae.testkit.Examples.fitted;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.latents;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerativeModel;
import dev.cvae.Likelihood;
import dev.cvae.Posterior;
import dev.cvae.analysis.CategoryPosterior;
import dev.cvae.analysis.Completed;
import dev.cvae.analysis.Completion;
import dev.cvae.analysis.GenerativeClassifier;
import dev.cvae.analysis.Mask;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.prior.Prior;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The distributions that a backend's models are made of, and answers computed from them. */
abstract class AnswersContract {
  private static final double ROUNDING = 1e-5;

  static Stream<Prior> priors() {
    return Stream.of(
        Prior.STANDARD_NORMAL, Prior.conditional(), Prior.conditional(4), Prior.vamp(3));
  }

  @Test
  void theLikelihoodAtGivenLatentsAgreesWithDoublePrecision() {
    try (GenerativeModel model = fitted()) {
      Oracle oracle = Oracle.of(model);
      Likelihood likelihood = model.densities().likelihood(latents(20, 1), conditions(20));
      Dataset data = labelled(20);
      for (int row = 0; row < 20; row++) {
        double[] mean = oracle.decode(latents(20, 1)[row], conditions(20).get(row));
        double expected = 0;
        for (int i = 0; i < FEATURES; i++) {
          double x = data.row(row)[i];
          expected += x * Math.log(mean[i]) + (1 - x) * Math.log1p(-mean[i]);
        }
        assertClose(mean, likelihood.mean(row), ROUNDING, "row " + row);
        assertClose(
            expected, likelihood.logProbability(row, data.row(row)), ROUNDING, "row " + row);
      }
    }
  }

  /** KL = E_q[log q − log p], of one row, within five standard errors of 4,000 z. */
  @ParameterizedTest
  @MethodSource("priors")
  void theLogPriorIsTheOneThatTheKlIsTakenFrom(Prior prior) {
    int draws = 4000;
    float[][] rows = new float[draws][];
    Arrays.fill(rows, labelled(2).row(1));
    int[] labels = new int[draws];
    Arrays.fill(labels, 1);
    Dataset data = Dataset.of(rows).labelled(labels, Examples.CLASSES);
    try (GenerativeModel model = tiny().prior(prior).build().fit(labelled(50))) {
      Posterior q = model.encode(data);
      float[][] z = q.sample(3);

      double[] logPrior =
          model.densities().logPrior(z, Collections.nCopies(draws, Condition.label(1)));

      double mean = 0;
      double squares = 0;
      for (int draw = 0; draw < draws; draw++) {
        double log = logNormal(z[draw], q.mean(draw), q.logVariance(draw)) - logPrior[draw];
        mean += log / draws;
        squares += log * log / draws;
      }
      double kl =
          Arrays.stream(model.densities().kl(data)).flatMapToDouble(Arrays::stream).sum() / draws;
      // the KL of a mixture is such an average itself, over other z
      double error = Math.sqrt(2 * Math.max(0, squares - mean * mean) / draws) + 1e-5;
      assertThat(mean).as("seed 3").isEqualTo(kl, within(5 * error));
    }
  }

  @Test
  void completedRowsKeepWhatIsObservedAndFillInTheRest() {
    Dataset data = labelled(30);
    Mask mask = Mask.columns(data.shape(), 0, 4);
    try (GenerativeModel model = fitted()) {
      for (Completion.Method method : Completion.Method.values()) {
        Completion completion = Completion.of(model).method(method).samples(15);

        Completed completed = completion.complete(data, mask);

        for (int row = 0; row < 30; row++) {
          float[] mean = completed.mean()[row];
          for (int i = 0; i < FEATURES; i++) {
            if (mask.isMissing(i)) {
              assertThat(mean[i]).isBetween(0f, 1f).isNotEqualTo(data.row(row)[i]);
              assertThat(completed.imputation(0)[row][i]).isIn(0f, 1f);
            } else {
              assertThat(mean[i]).isEqualTo(data.row(row)[i]);
            }
          }
        }
        assertThat(completion.complete(data, mask).mean()).isDeepEqualTo(completed.mean());
      }
    }
  }

  @Test
  void theCategoriesOfARowHaveProbabilitiesThatAddUpToOne() {
    try (GenerativeModel model = fitted()) {
      CategoryPosterior posterior =
          GenerativeClassifier.uniform(model, Condition.LABEL).samples(5).classify(labelled(20));
      for (int row = 0; row < 20; row++) {
        assertThat(Arrays.stream(posterior.probabilities(row)).sum()).isEqualTo(1, within(1e-12));
        assertThat(posterior.logMarginal(row)).isNegative();
      }
    }
  }

  private static double logNormal(float[] z, float[] mean, float[] logVariance) {
    double log = 0;
    for (int i = 0; i < z.length; i++) {
      double squared = Math.pow(z[i] - mean[i], 2) * Math.exp(-logVariance[i]);
      log -= 0.5 * (squared + logVariance[i] + Math.log(2 * Math.PI));
    }
    return log;
  }
}

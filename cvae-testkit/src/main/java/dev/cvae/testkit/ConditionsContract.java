package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertClose;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.Scaling;
import dev.cvae.training.BatchProgress;
import dev.cvae.training.TrainingListener;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What each kind of condition does to a model, and what a missing one, a weight and a scaling do.
 *
 * <p>Rows are three numbers that their condition says, in hundreds, plus noise: a model that heeds
 * it must generate rows whose average is what the condition says.
 */
abstract class ConditionsContract {
  private static final int ROWS = 600;
  private static final RandomStream RANDOM = RandomStream.of(77);

  /** How far the average of generated rows may be off, of rows that differ by up to 200. */
  private static final double NEAR = 15;

  /** The same for a model that has one set of weights for every subset of its fields. */
  private static final double NEAR_WITH_DROPOUT = 30;

  private static Cvae.Builder follower() {
    return Cvae.builder()
        .latent(1)
        .hidden(24)
        .batchSize(50)
        .epochs(30)
        .learningRate(5e-3)
        .seed(3)
        .reconstructionLoss(ReconstructionLoss.MSE)
        .scaling(Scaling.standardised());
  }

  /** Uniform in [0, 1), two a row. */
  private static double a(int row) {
    return RANDOM.uniform(row);
  }

  private static double b(int row) {
    return RANDOM.uniform(ROWS + row);
  }

  /** What a row says of a condition: 1000 + 100 u, 2000 + 100 v, 3000 + 100 (u − v). */
  private static double[] expected(double u, double v) {
    return new double[] {1000 + 100 * u, 2000 + 100 * v, 3000 + 100 * (u - v)};
  }

  private interface Values {
    double of(int row);
  }

  private static Dataset rows(Values u, Values v) {
    float[][] rows = new float[ROWS][3];
    for (int row = 0; row < ROWS; row++) {
      double[] expected = expected(u.of(row), v.of(row));
      for (int i = 0; i < 3; i++) {
        rows[row][i] = (float) (expected[i] + 5 * RANDOM.normal(3L * row + i));
      }
    }
    return Dataset.of(rows);
  }

  private static void assertFollows(GenerativeModel model, Condition c, double u, double v) {
    assertFollows(model, c, u, v, NEAR);
  }

  private static void assertFollows(
      GenerativeModel model, Condition c, double u, double v, double tolerance) {
    Samples samples = model.generate(c, 200, 5);
    double[] average = new double[3];
    for (float[] row : samples.rows()) {
      for (int i = 0; i < 3; i++) {
        average[i] += row[i] / samples.size();
      }
    }
    assertThat(average).as("under %s", c).containsExactly(expected(u, v), within(tolerance));
  }

  @Test
  void generatedRowsFollowANumberInItsOwnUnits() {
    double[] angles = new double[ROWS];
    Arrays.setAll(angles, row -> 200 + 90 * a(row));
    Dataset data = rows(row -> 2 * a(row), row -> 1).with("angle", angles);

    try (GenerativeModel model = follower().build().fit(data)) {
      assertFollows(model, Condition.of("angle", 209), 0.2, 1);
      assertFollows(model, Condition.of("angle", 245.0), 1, 1);
      assertFollows(model, Condition.of("angle", 281), 1.8, 1);
    }
  }

  @Test
  void generatedRowsFollowTwoCategoriesByName() {
    String[] species = new String[ROWS];
    int[] sizes = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      species[row] = a(row) < 0.5 ? "oak" : "fir";
      sizes[row] = b(row) < 0.3 ? 0 : 1;
    }
    Dataset data =
        rows(row -> a(row) < 0.5 ? 2 : 0, row -> b(row) < 0.3 ? 2 : 0)
            .with("species", species)
            .with("size", sizes, "small", "large");

    try (GenerativeModel model = follower().build().fit(data)) {
      assertFollows(model, Condition.of("species", "oak").and("size", "small"), 2, 2);
      assertFollows(model, Condition.of("species", "oak").and("size", "large"), 2, 0);
      assertFollows(model, Condition.of("species", "fir").and("size", 0), 0, 2);
    }
  }

  @Test
  void generatedRowsFollowSeveralLabelsAtOnce() {
    List<Set<String>> tags = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      boolean old = a(row) < 0.5;
      boolean round = b(row) < 0.5;
      tags.add(
          old && round
              ? Set.of("old", "round")
              : old ? Set.of("old") : round ? Set.of("round") : Set.of());
    }
    Dataset data =
        rows(row -> a(row) < 0.5 ? 2 : 0, row -> b(row) < 0.5 ? 2 : 0).with("tags", tags);

    try (GenerativeModel model = follower().build().fit(data)) {
      assertFollows(model, Condition.of("tags", "round", "old"), 2, 2);
      assertFollows(model, Condition.of("tags", "old"), 2, 0);
      assertFollows(model, Condition.none().and("tags", Set.of("round")), 0, 2);
      assertFollows(model, Condition.none().and("tags", Set.of()), 0, 0);
    }
  }

  @Test
  void generatedRowsFollowAVector() {
    float[][] sites = new float[ROWS][];
    Arrays.setAll(sites, row -> new float[] {(float) (50 + a(row)), (float) (1e4 * b(row))});
    Dataset data = rows(row -> 2 * a(row), row -> 2 * b(row)).with("site", sites);

    try (GenerativeModel model = follower().build().fit(data)) {
      assertFollows(model, Condition.of("site", new float[] {50.2f, 8000}), 0.4, 1.6);
      assertFollows(model, Condition.none().and("site", 50.8, 2000), 1.6, 0.4);
    }
  }

  @Test
  void generatedRowsFollowAnImage() {
    float[][] edges = new float[ROWS][];
    Arrays.setAll(
        edges, row -> new float[] {(float) a(row), 0, (float) b(row), (float) (1 - b(row))});
    Dataset data =
        rows(row -> 2 * a(row), row -> 2 * b(row)).withImages("edge", edges, Shape.of(1, 2, 2));

    try (GenerativeModel model = follower().build().fit(data)) {
      assertFollows(model, Condition.of("edge", new float[] {0.2f, 0, 0.8f, 0.2f}), 0.4, 1.6);
      assertFollows(model, Condition.of("edge", new float[] {0.9f, 0, 0.1f, 0.9f}), 1.8, 0.2);
    }
  }

  @Test
  void afterDropoutGeneratedRowsFollowWhatIsGivenAndTheAverageOfWhatIsNot() {
    // given: u and v independent, half of the data without v
    double[] angles = new double[ROWS];
    int[] sizes = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      angles[row] = 2 * a(row);
      sizes[row] = row % 2 == 0 ? -1 : b(row) < 0.5 ? 0 : 1;
    }
    Dataset data =
        rows(row -> 2 * a(row), row -> b(row) < 0.5 ? 0 : 2)
            .with("angle", angles)
            .with("size", sizes, "small", "large");

    // when
    try (GenerativeModel model = follower().epochs(60).conditionDropout(0.3).build().fit(data)) {

      // then
      assertFollows(
          model, Condition.of("angle", 0.2).and("size", "large"), 0.2, 2, NEAR_WITH_DROPOUT);
      assertFollows(
          model, Condition.of("angle", 1.8).and("size", "small"), 1.8, 0, NEAR_WITH_DROPOUT);
      assertThat(average(model, Condition.of("angle", 0.2), 0))
          .isEqualTo(1020, within(NEAR_WITH_DROPOUT));
      assertThat(average(model, Condition.of("angle", 1.8), 0))
          .isEqualTo(1180, within(NEAR_WITH_DROPOUT));
      assertThat(average(model, Condition.of("size", "small"), 1))
          .isEqualTo(2000, within(NEAR_WITH_DROPOUT));
      assertThat(average(model, Condition.of("size", "large"), 1))
          .isEqualTo(2200, within(NEAR_WITH_DROPOUT));
      assertThat(average(model, Condition.none(), 0)).isEqualTo(1100, within(NEAR_WITH_DROPOUT));
      assertThat(model.evaluate(data.unlabelled()).elbo())
          .as("without conditions a row is harder to tell")
          .isLessThan(model.evaluate(data).elbo());
      assertThat(model.encode(data.without("size")).size()).isEqualTo(ROWS);
    }
  }

  private static double average(GenerativeModel model, Condition c, int column) {
    return Arrays.stream(model.generate(c, 400, 5).rows())
        .mapToDouble(row -> row[column])
        .average()
        .orElseThrow();
  }

  @Test
  void aModelWithoutDropoutRefusesAMissingFieldAndSaysWhatItKnows() {
    Dataset data = labelled(50).with("angle", new double[50]);
    try (GenerativeModel model = tiny().build().fit(data)) {
      assertThatThrownBy(() -> model.generate(Condition.label(1), 1))
          .isInstanceOf(InvalidConditionException.class)
          .hasMessage(
              "condition has no angle, but the model was fitted with label 0..2, angle (a number)");
    }
  }

  /** Fields of every kind, a third of whose values are missing, and weights. */
  private static Dataset everything() {
    double[] angles = new double[50];
    float[][] sites = new float[50][];
    float[] weights = new float[50];
    boolean[][] tags = new boolean[50][];
    for (int row = 0; row < 50; row++) {
      angles[row] = row % 3 == 0 ? Double.NaN : 10 + row;
      sites[row] =
          row % 3 == 1 ? new float[] {Float.NaN, Float.NaN} : new float[] {row, (float) a(row)};
      weights[row] = 1 + row % 4;
      tags[row] = new boolean[] {row % 2 == 0, row % 5 == 0};
    }
    return labelled(50)
        .with("angle", angles)
        .with("site", sites)
        .with("tags", tags)
        .weighted(weights);
  }

  @Test
  void fieldsThatDropOutAndWeightsEnterTheLossesAsInDoublePrecision() {
    // given
    List<BatchProgress> records = new ArrayList<>();
    Cvae cvae =
        tiny()
            .conditionDropout(0.4)
            .epochs(3)
            .learningRate(1e-2)
            .listener(TrainingListener.eachBatch(records::add))
            .build();

    // when
    try (GenerativeModel model = cvae.fit(everything())) {
      OracleFit oracle =
          new OracleFit(model.description(), model.provenance().settings(), everything());
      List<OracleFit.Step> steps = oracle.run(Integer.MAX_VALUE);

      // then: the first batch of each epoch is an average over that batch alone
      for (int epoch = 0; epoch < 3; epoch++) {
        OracleFit.Step step = steps.get(4 * epoch);
        BatchProgress record = records.get(4 * epoch);
        assertThat(record.batch()).isEqualTo(1);
        assertClose(
            step.logLikelihood(), record.train().logLikelihood(), 1e-4, "epoch " + (epoch + 1));
        assertClose(step.kl(), record.train().kl(), 1e-4, "KL of epoch " + (epoch + 1));
      }
      Oracle trained = Oracle.of(model);
      oracle
          .model()
          .parameters()
          .forEach(
              (name, values) -> {
                double[] actual = Oracle.at(trained.parameters(), name);
                for (int i = 0; i < values.length; i++) {
                  assertClose(values[i], actual[i], 1e-3, name + " " + i);
                }
              });
    }
  }

  @Test
  void theSameFitWithDropoutTwiceGivesTheSameFile() {
    Cvae cvae = tiny().conditionDropout(0.4).build();
    try (GenerativeModel one = cvae.fit(everything());
        GenerativeModel other = cvae.fit(everything())) {
      assertThat(bytes(one)).isEqualTo(bytes(other));
    }
  }

  @Test
  void equalWeightsChangeNothingWhateverTheyAre() {
    float[] weights = new float[50];
    Arrays.fill(weights, 3);
    Cvae cvae = tiny().batchSize(50).epochs(1).build();

    try (GenerativeModel weighted = cvae.fit(labelled(50).weighted(weights));
        GenerativeModel plain = cvae.fit(labelled(50))) {
      assertThat(weighted.generate(Condition.label(1), 5, 1).rows())
          .isDeepEqualTo(plain.generate(Condition.label(1), 5, 1).rows());
    }
  }

  @Test
  void aFileWithEveryKindOfFieldAndAScalingOpensAsTheModelThatItWas() {
    Cvae cvae = tiny().conditionDropout(0.4).scaling(Scaling.uniformQuantiles()).build();
    try (GenerativeModel model = cvae.fit(everything());
        GenerativeModel loaded = GenerativeModel.load(new ByteArrayInputStream(bytes(model)))) {
      Condition c = Condition.of("angle", 20).and("tags", 1);
      assertThat(loaded.description()).isEqualTo(model.description());
      assertThat(loaded.generate(c, 5, 1).rows()).isDeepEqualTo(model.generate(c, 5, 1).rows());
      assertThat(loaded.evaluate(everything())).isEqualTo(model.evaluate(everything()));
    }
  }

  @Test
  void aTableOfSeveralKindsOfColumnsIsScaledByPartAndComesOutInItsUnits() {
    // given: a number in thousands that the label says, whether it is high, and the label one-hot
    float[][] rows = new float[300][];
    int[] labels = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      int label = row % 3;
      labels[row] = label;
      rows[row] =
          new float[] {5000 + 1000 * label + 50 * RANDOM.normal(row), label == 2 ? 1 : 0, 0, 0, 0};
      rows[row][2 + label] = 1;
    }
    Dataset table = Dataset.of(rows).labelled(labels, 3);
    Cvae cvae =
        follower()
            .reconstructionLoss(
                ReconstructionLoss.mixed(
                    ReconstructionLoss.MSE.on(1),
                    ReconstructionLoss.BCE.on(1),
                    ReconstructionLoss.categorical(3).on(3)))
            .scaling(Scaling.mixed(Scaling.standardised().on(1), Scaling.none().on(4)))
            .build();

    // when
    try (GenerativeModel model = cvae.fit(table);
        GenerativeModel loaded = GenerativeModel.load(new ByteArrayInputStream(bytes(model)))) {
      for (int label = 0; label < 3; label++) {
        double[] mean = new double[5];
        for (float[] row : model.generate(Condition.label(label), 200, 1).rows()) {
          for (int i = 0; i < mean.length; i++) {
            mean[i] += row[i] / 200;
          }
        }

        // then
        assertThat(mean[0]).isCloseTo(5000 + 1000 * label, within(100.0));
        assertThat(mean[1]).isCloseTo(label == 2 ? 1 : 0, within(0.1));
        assertThat(mean[2 + label]).isGreaterThan(0.9);
      }
      assertThat(loaded.description()).isEqualTo(model.description());
      assertThat(loaded.generate(Condition.label(1), 5, 1).rows())
          .isDeepEqualTo(model.generate(Condition.label(1), 5, 1).rows());
    }
  }
}

package dev.cvae.testkit;

import static dev.cvae.testkit.Examples.FEATURES;
import static dev.cvae.testkit.Examples.LATENT;
import static dev.cvae.testkit.Examples.conditions;
import static dev.cvae.testkit.Examples.fitted;
import static dev.cvae.testkit.Examples.fittedPlain;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.latents;
import static dev.cvae.testkit.Examples.plain;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.error.CvaeException;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelClosedException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.random.RandomStream;
import dev.cvae.training.BatchProgress;
import dev.cvae.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, in which words. */
abstract class BadInputContract {

  @ParameterizedTest
  @ValueSource(
      floats = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        -Float.MIN_VALUE,
        1.0000001f,
        255
      })
  void underBceAValueOutsideZeroToOneIsNamedByRowAndColumn(float value) {
    Dataset bad = withValue(37, 4, value);
    String message = "in row 37, column 4, was " + value;
    assertThatThrownBy(() -> tiny().build().fit(bad).close())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("BCE")
        .hasMessageContaining(message);
    try (GenerativeModel model = fitted()) {
      for (ThrowingCallable call : callsWith(model, bad)) {
        assertThatThrownBy(call)
            .isInstanceOf(InvalidDataException.class)
            .hasMessageContaining(message);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void underMseAValueThatIsNotFiniteIsNamedByRowAndColumn(float value) {
    Cvae mse = tiny().reconstructionLoss(ReconstructionLoss.MSE).build();
    assertThatThrownBy(() -> mse.fit(withValue(37, 4, value)).close())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("finite in row 37, column 4, was " + value);
    assertThatCode(() -> mse.fit(withValue(37, 4, -3)).close()).doesNotThrowAnyException();
  }

  private static List<ThrowingCallable> callsWith(GenerativeModel model, DataSource data) {
    return List.of(
        () -> model.encode(data),
        () -> model.reconstruct(data),
        () -> model.evaluate(data),
        () -> model.evaluateEach(data, 0));
  }

  @Test
  void dataOfAnotherShapeIsRefusedWithBothShapes() {
    Dataset wide = Dataset.of(new float[4][FEATURES + 1]).labelled(new int[4], Examples.CLASSES);
    try (GenerativeModel model = fitted()) {
      for (ThrowingCallable call : callsWith(model, wide)) {
        assertThatThrownBy(call)
            .isInstanceOf(InvalidDataException.class)
            .hasMessageContaining("shape 6")
            .hasMessageContaining("had 7");
      }
    }
    assertThatThrownBy(() -> tiny().build().fit(labelled(50), wide).close())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("had 7");
  }

  @Test
  void aLabelBeyondTheModelsClassesIsRefusedWithTheClassesThatItKnows() {
    Dataset five = plain(10).labelled(new int[] {0, 1, 2, 0, 1, 2, 0, 4, 1, 2}, 5);
    try (GenerativeModel model = fitted()) {
      List<ThrowingCallable> calls = new ArrayList<>(callsWith(model, five));
      calls.add(() -> model.generate(Condition.label(4), 3));
      calls.add(() -> model.decode(latents(2, 1), Condition.labels(0, 4)));
      for (ThrowingCallable call : calls) {
        assertThatThrownBy(call)
            .isInstanceOf(InvalidConditionException.class)
            .hasMessageContaining("label 4")
            .hasMessageContaining("0..2");
      }
      assertThatThrownBy(() -> model.generate(Condition.label(-1), 3))
          .isInstanceOf(InvalidConditionException.class)
          .hasMessageContaining("label -1");
    }
  }

  @Test
  void validationLabelsBeyondTheClassesAreRefusedBeforeTheFirstStep() {
    List<BatchProgress> batches = new ArrayList<>();
    Cvae cvae = tiny().listener(TrainingListener.eachBatch(batches::add)).build();
    Dataset five = plain(10).labelled(new int[] {0, 1, 2, 0, 1, 2, 0, 4, 1, 2}, 5);
    assertThatThrownBy(() -> cvae.fit(labelled(50), five).close())
        .isInstanceOf(InvalidConditionException.class)
        .hasMessageContaining("label 4");
    assertThat(batches).isEmpty();
  }

  @Test
  void validationValuesOutOfRangeAreRefusedBeforeTheFirstStep() {
    List<BatchProgress> batches = new ArrayList<>();
    Cvae cvae = tiny().listener(TrainingListener.eachBatch(batches::add)).build();
    assertThatThrownBy(() -> cvae.fit(labelled(50), withValue(3, 2, 1.5f)).close())
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("row 3, column 2, was 1.5");
    assertThat(batches).isEmpty();
  }

  @Test
  void aConditionalModelAskedWithoutConditionSaysWhatItKnows() {
    try (GenerativeModel model = fitted()) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> model.generate(3),
              () -> model.generate(Condition.none(), 3),
              () -> model.decode(latents(2, 1)),
              () -> model.encode(plain(10)),
              () -> model.reconstruct(plain(10)),
              () -> model.evaluate(plain(10)))) {
        assertThatThrownBy(call)
            .isInstanceOf(InvalidConditionException.class)
            .hasMessageContaining("label 0..2");
      }
      assertThatThrownBy(() -> tiny().build().fit(labelled(50), plain(10)).close())
          .isInstanceOf(InvalidConditionException.class);
    }
  }

  @Test
  void aPlainModelAskedWithAConditionSaysThatItHasNone() {
    try (GenerativeModel model = fittedPlain()) {
      assertThatThrownBy(() -> model.generate(Condition.label(1), 3))
          .isInstanceOf(InvalidConditionException.class)
          .hasMessageContaining("label")
          .hasMessageContaining("no condition");
    }
  }

  @Test
  void aLatentOfAnotherLengthIsRefusedWithBothLengths() {
    try (GenerativeModel model = fitted()) {
      float[][] ragged = {{0, 0}, {0, 0, 0}};
      assertThatThrownBy(() -> model.decode(ragged, Condition.label(0)))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageContaining("latent size 2")
          .hasMessageContaining("row 1 has 3");
      assertThatThrownBy(() -> model.decode(new float[][] {{0, Float.NaN}}, Condition.label(0)))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageContaining("row 0, column 1, was NaN");
      assertThatThrownBy(() -> model.decode(new float[0][LATENT], Condition.label(0)))
          .isInstanceOf(InvalidDataException.class);
      assertThatThrownBy(() -> model.decode(latents(3, 1), conditions(2)))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("3")
          .hasMessageContaining("was 2");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aCountThatIsNotPositiveIsRefused(int count) {
    try (GenerativeModel model = fitted()) {
      assertThatThrownBy(() -> model.generate(Condition.label(0), count))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("count must be positive, was " + count);
    }
  }

  @Test
  void aClosedModelSaysSoAndStillDescribesItself() {
    // given
    GenerativeModel model = fitted();
    String description = model.description().toString();

    // when
    model.close();
    model.close();

    // then
    List<ThrowingCallable> calls = new ArrayList<>(callsWith(model, labelled(10)));
    calls.add(() -> model.generate(Condition.label(0), 1));
    calls.add(() -> model.decode(latents(1, 1), Condition.label(0)));
    calls.add(() -> Examples.bytes(model));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(ModelClosedException.class)
          .hasMessageContaining("closed");
    }
    assertThat(model.description()).hasToString(description);
    assertThat(model.history().epochs()).hasSize(2);
    assertThat(model.provenance().engine()).isNotBlank();
    assertThat(model).asString().isNotBlank();
  }

  @Test
  void aModelThatRefusedSomethingGoesOnWorking() {
    try (GenerativeModel model = fitted()) {
      float[][] before = model.generate(Condition.label(0), 10, 1).rows();
      assertThatThrownBy(() -> model.generate(Condition.label(9), 10, 1))
          .isInstanceOf(InvalidConditionException.class);
      assertThatThrownBy(() -> model.evaluate(withValue(3, 2, 2)))
          .isInstanceOf(InvalidDataException.class);
      assertThat(model.generate(Condition.label(0), 10, 1).rows()).isDeepEqualTo(before);
    }
  }

  @Test
  void dataWithoutARowIsRefused() {
    DataSource empty =
        new Data(labelled(50)) {
          @Override
          public long size() {
            return 0;
          }

          @Override
          public Batches inOrder() {
            return nothing();
          }

          @Override
          public Batches shuffled(RandomStream order) {
            return nothing();
          }
        };
    assertThatThrownBy(() -> tiny().build().fit(empty).close()).isInstanceOf(CvaeException.class);
    try (GenerativeModel model = fitted()) {
      for (ThrowingCallable call : callsWith(model, empty)) {
        assertThatThrownBy(call).isInstanceOf(CvaeException.class);
      }
    }
  }

  private static Batches nothing() {
    return new Batches() {
      @Override
      public boolean next(Batch batch) {
        batch.rows(0);
        return false;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void codesThatContradictTheDatasOwnSchemaAreRefused() {
    DataSource wrong =
        new Data(labelled(50)) {
          @Override
          public Batches shuffled(RandomStream order) {
            return withCode(super.shuffled(order), Examples.CLASSES);
          }
        };
    assertThatThrownBy(() -> tiny().build().fit(wrong).close())
        .isInstanceOf(InvalidConditionException.class)
        .hasMessageContaining("label 3")
        .hasMessageContaining("0..2");
  }

  private static Batches withCode(Batches rows, int code) {
    return new Batches() {
      @Override
      public boolean next(Batch batch) {
        boolean more = rows.next(batch);
        batch.conditions().codes(0)[0] = code;
        return more;
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  @Test
  void layersBeyondMemoryAreRefused() {
    assertThatThrownBy(() -> tiny().latent(1 << 20).hidden(1 << 20).build().fit(plain(2)).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("encoder");
  }

  @Test
  void batchesBeyondMemoryAreRefused() {
    Dataset narrow = Dataset.of(new float[100_000][1]);
    Cvae cvae = tiny().latent(8192).hidden(1).batchSize(100_000).build();
    assertThatThrownBy(() -> cvae.fit(narrow).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("batchSize");
  }

  @Test
  void conditionsBeyondMemoryAreRefused() {
    Dataset classes = plain(2).labelled(new int[] {0, 1}, 1 << 30);
    assertThatThrownBy(() -> tiny().hidden(1).build().fit(classes).close())
        .isInstanceOf(CvaeException.class);
  }

  /** The usual rows with one value replaced. */
  private static Dataset withValue(int row, int column, float value) {
    float[][] rows = new float[50][];
    int[] labels = new int[50];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = labelled(50).row(i);
      labels[i] = labelled(50).label(i);
    }
    rows[row][column] = value;
    return Dataset.of(rows).labelled(labels, Examples.CLASSES);
  }
}

package dev.cvae.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import org.junit.jupiter.api.Test;

class MemorisationTest {
  private static final int FEATURES = 7;

  private final Dataset train = rows(1, 700); // two blocks and a half
  private final Dataset heldOut = rows(2, 300);

  @Test
  void nearestNeighboursAreThoseOfComparingAllPairs() {
    Dataset queries = rows(3, 50);

    NearestNeighbours found = NearestNeighbours.of(queries, 40, train);

    assertThat(found.rows()).hasSize(40);
    for (int query = 0; query < 40; query++) {
      int nearest = 0;
      for (int row = 1; row < 700; row++) {
        if (distance(queries.row(query), train.row(row))
            < distance(queries.row(query), train.row(nearest))) {
          nearest = row;
        }
      }
      assertThat(found.rows()[query]).isEqualTo(nearest);
      assertThat(found.distances()[query])
          .isEqualTo(distance(queries.row(query), train.row(nearest)), within(1e-5));
    }
  }

  @Test
  void rowsWithGapsHaveNoDistanceAndAreRefused() {
    Dataset gaps = Dataset.of(new float[][] {train.row(0), train.row(1)});
    float[][] rows = {gaps.row(0), gaps.row(1)};
    rows[1][0] = Float.NaN;

    assertThatThrownBy(() -> Memorisation.check(Dataset.of(rows), train, heldOut, 2, 0.05))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data must be finite in row 1, column 0, was NaN");
  }

  @Test
  void newRowsOfTheSameKindAreNotSuspicious() {
    MemorisationReport report = Memorisation.check(rows(4, 300), train, heldOut, 300, 0.05);

    assertThat(report.isSuspicious()).isFalse();
    assertThat(report.share()).as("seeds 1, 2, 4").isBetween(0.0, 0.1);
    assertThat(report.medianRatio()).isBetween(0.9, 1.1);
    assertThat(report.verdict()).endsWith("No sign that the model repeats training rows.");
  }

  @Test
  void copiesAmongNewRowsAreFoundAndNamed() {
    // given 60 of 300 rows that are training rows with a little noise
    float[][] generated = new float[300][];
    for (int row = 0; row < 300; row++) {
      generated[row] = rows(4, 300).row(row);
      if (row % 5 == 0) {
        generated[row] = train.row(row + 100);
        generated[row][0] += 0.01f;
      }
    }
    generated[115] = train.row(215); // a copy to the bit

    // when
    MemorisationReport report =
        Memorisation.check(Dataset.of(generated), train, heldOut, 300, 0.05);

    // then
    assertThat(report.isSuspicious()).isTrue();
    assertThat(report.share()).isBetween(0.2, 0.3);
    assertThat(report.nearest())
        .hasSize(10)
        .allMatch(pair -> pair.train() == pair.generated() + 100);
    assertThat(report.nearest().get(0)).isEqualTo(new MemorisationReport.Pair(115, 215, 0));
    assertThat(report.toString())
        .contains("of 300 generated rows are nearer to a training row than 5.0 % of the held-out")
        .contains("More than chance allows");
  }

  @Test
  void theFiguresAreThoseOfTheQuantilesByHand() {
    // nearest distances: generated 1, 2, 3, 4 and held-out 2, 4, 6, 8
    Dataset origin = Dataset.of(new float[][] {{0}});
    Dataset generated = Dataset.of(new float[][] {{1}, {-2}, {3}, {4}});
    Dataset unseen = Dataset.of(new float[][] {{2}, {-4}, {6}, {8}});

    MemorisationReport report = Memorisation.check(generated, origin, unseen, 100, 0.5);

    assertThat(report.rows()).isEqualTo(4);
    assertThat(report.threshold()).isEqualTo(4); // the second of four
    assertThat(report.share()).isEqualTo(0.75); //  1, 2 and 3
    assertThat(report.medianRatio()).isEqualTo(2.0 / 4);
    assertThat(report.isSuspicious()).isFalse(); // 3 of 4 where 2 are expected: chance
  }

  @Test
  void rowsOfAnotherShapeAndImpossibleSettingsAreRefused() {
    Dataset other = Dataset.of(new float[1][3]);

    assertThatThrownBy(() -> Memorisation.check(other, train, heldOut, 10, 0.05))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("generated rows must have the training data's shape 7, had 3");
    assertThatThrownBy(() -> Memorisation.check(heldOut, train, other, 10, 0.05))
        .hasMessage("held-out rows must have the training data's shape 7, had 3");
    assertThatThrownBy(() -> Memorisation.check(heldOut, train, heldOut, 0, 0.05))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("rows must be positive, was 0");
    assertThatThrownBy(() -> Memorisation.check(heldOut, train, heldOut, 1, 1))
        .hasMessage("quantile must lie in (0, 1), was 1.0");
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }

  private static Dataset rows(int seed, int count) {
    float[][] rows = new float[count][FEATURES];
    for (int row = 0; row < count; row++) {
      RandomStream.of(seed).normals((long) row * FEATURES, rows[row]);
    }
    return Dataset.of(rows);
  }
}

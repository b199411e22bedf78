package dev.cvae.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  private static final String FLOWERS =
      """
      sepal,petal,species
      5.1,1.4,setosa
      6.3,6.0,virginica

      7.0,4.7,versicolor
      4.9,1.3,setosa
      """;

  @TempDir Path folder;

  @Test
  void namesBecomeLabelsInSortedOrder() {
    Csv.Table flowers = Csv.withHeader().label("species").read(write(FLOWERS));

    assertThat(flowers.labels()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(flowers.columns()).containsExactly("sepal", "petal");
    assertThat(flowers.data().name()).isEqualTo("rows.csv");
    assertThat(flowers.data().shape()).isEqualTo(Shape.of(2));
    assertThat(flowers.data().conditions()).isEqualTo(ConditionSchema.label(3));
    assertThat(labels(flowers.data())).containsExactly(0, 2, 1, 0);
    assertThat(flowers.data().row(1)).containsExactly(6.3f, 6.0f);
  }

  @Test
  void aLabelColumnMayBeChosenByIndex() {
    Csv.Table byName = Csv.withHeader().label("species").read(write(FLOWERS));
    Csv.Table byIndex = Csv.withHeader().label(2).read(write(FLOWERS));

    assertThat(byIndex.data().fingerprint()).isEqualTo(byName.data().fingerprint());
    assertThat(byIndex.columns()).isEqualTo(byName.columns());
  }

  @Test
  void wholeNumbersAreLabelsAsTheyAre() {
    Csv.Table digits = Csv.withoutHeader().label(0).read(write("7,0.5,1\n007,2,3\n0,4,5\n"));

    assertThat(labels(digits.data())).containsExactly(7, 7, 0);
    assertThat(digits.data().conditions()).isEqualTo(ConditionSchema.label(8));
    assertThat(digits.labels()).isEmpty();
    assertThat(digits.columns()).isEmpty();
  }

  @Test
  void oneNameMakesAllLabelsNames() {
    Csv.Table table = Csv.withoutHeader().label(1).read(write("1,10\n1,9\n1,other\n"));

    assertThat(table.labels()).containsExactly("10", "9", "other");
    assertThat(labels(table.data())).containsExactly(0, 1, 2);
  }

  @Test
  void labelsOfATrainingFileFixThoseOfATestFile() {
    Csv csv = Csv.withHeader().label("species");
    Csv.Table train = csv.read(write(FLOWERS));

    Csv.Table test = csv.labels(train.labels()).read(write("a,b,species\n1,2,virginica\n"));

    assertThat(labels(test.data())).containsExactly(2);
    assertThat(test.labels()).isEqualTo(train.labels());
    assertThat(test.data().conditions()).isEqualTo(train.data().conditions());
  }

  @Test
  void labelsThatAreGivenMayBeNegativeNumbers() {
    Csv csv = Csv.withoutHeader().label(0).labels(List.of("-1", "+1"));

    assertThat(labels(csv.read(write("+1,5\n-1,6\n")).data())).containsExactly(1, 0);
  }

  @Test
  void withoutALabelColumnThereIsNoCondition() {
    Csv.Table table = Csv.withoutHeader().read(write("1,2\n3,4"));

    assertThat(table.data().conditions()).isEqualTo(ConditionSchema.none());
    assertThat(table.data().row(1)).containsExactly(3, 4);
  }

  @Test
  void theSchemaSurvivesAFilter() {
    Dataset flowers = Csv.withHeader().label("species").read(write(FLOWERS)).data();

    assertThat(flowers.withLabel(0).conditions()).isEqualTo(ConditionSchema.label(3));
  }

  @Test
  void aQuotedFieldHasSeparatorsQuotesAndLineBreaks() {
    String text = "\"length, in \"\"mm\"\"\",\"kind\nof thing\"\r\n\"1.5\",\"a,\nb\"\r\n2,c\r\n";

    Csv.Table table = Csv.withHeader().label("kind\nof thing").read(write(text));

    assertThat(table.columns()).containsExactly("length, in \"mm\"");
    assertThat(table.labels()).containsExactly("a,\nb", "c");
    assertThat(table.data().row(0)).containsExactly(1.5f);
  }

  @ParameterizedTest
  @ValueSource(chars = {';', '\t', '|', ' '})
  void theSeparatorIsAnyCharacterThatNumbersLack(char separator) {
    String text = "1,-2.5\n3e2,.5\n".replace(',', separator);

    Dataset data = Csv.withoutHeader().separator(separator).read(write(text)).data();

    assertThat(data.row(0)).containsExactly(1, -2.5f);
    assertThat(data.row(1)).containsExactly(300, 0.5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2\n3,4\n", "1,2\r\n3,4", "1,2\r3,4\r", "\uFEFF1,2\n\n 3 , 4 \n\n"})
  void lineBreaksSpacesAndTheByteOrderMarkDoNotMatter(String text) {
    Dataset data = Csv.withoutHeader().read(write(text)).data();

    assertThat(data.size()).isEqualTo(2);
    assertThat(data.row(0)).containsExactly(1, 2);
    assertThat(data.row(1)).containsExactly(3, 4);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomNumbersComeBack(long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[1 + random.nextInt(200)][1 + random.nextInt(20)];
    StringBuilder text = new StringBuilder();
    for (float[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        row[column] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
        text.append(column == 0 ? "" : ",").append(row[column]);
      }
      text.append('\n');
    }

    Dataset data = Csv.withoutHeader().read(write(text.toString())).data();

    assertThat(data.fingerprint()).isEqualTo(Dataset.of(rows).fingerprint());
  }

  static long[] seeds() {
    return new Random(7).longs(10).toArray();
  }

  private Path write(String text) {
    try {
      return Files.writeString(folder.resolve("rows.csv"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int[] labels(Dataset data) {
    int[] labels = new int[(int) data.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = data.label(row);
    }
    return labels;
  }
}

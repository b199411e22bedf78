package dev.cvae.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each error names the file, the line, the column and the value. */
class BrokenCsvTest {
  private static final Csv PLAIN = Csv.withoutHeader();
  private static final Csv LABELLED = Csv.withHeader().label("kind");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "1,5", "0x10", "1f", "1d", "NaN", "Infinity", "1e", "--1", ".", "1 2"})
  void aFieldThatIsNotANumber(String field) {
    assertBroken(
        PLAIN.separator(';'),
        "1;2\n3;" + field + "\n",
        ", line 2, column 2: expected a number, was \"" + field + "\"");
  }

  @Test
  void aMissingNumber() {
    assertBroken(
        LABELLED,
        "width,kind\n1,a\n,b\n",
        ", line 3, column 1 (width): expected a number, was \"\"");
  }

  @Test
  void aNumberThatNoFloatHolds() {
    assertBroken(PLAIN, "1e39", ", line 1, column 1: expected a number up to 3.4e38, was \"1e39\"");
  }

  @Test
  void anAbsurdlyLongValueIsCutShort() {
    assertBroken(
        PLAIN,
        "x".repeat(1000),
        ", line 1, column 1: expected a number, was \"" + "x".repeat(60) + "…\"");
  }

  @Test
  void aRowOfAnotherLength() {
    assertBroken(
        PLAIN, "1,2\n\n3,4,5\n", ", line 3: expected 2 fields as in the first line, was 3");
    assertBroken(
        LABELLED, "width,kind\n1\n", ", line 2: expected 2 fields as in the first line, was 1");
  }

  @Test
  void aLineBreakInAQuotedFieldCountsAsALine() {
    assertBroken(
        LABELLED,
        "width,kind\n1,\"a\nb\"\nx,c\n",
        ", line 4, column 1 (width): expected a number, was \"x\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyKindOfLineBreakCountsOnce(String lineBreak) {
    assertBroken(
        PLAIN,
        "1,2" + lineBreak + "3,4" + lineBreak + "5,x" + lineBreak,
        ", line 3, column 2: expected a number, was \"x\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF"})
  void noRow(String text) {
    assertBroken(PLAIN, text, " must have at least one row, had none");
  }

  @Test
  void aHeaderOnly() {
    assertBroken(LABELLED, "width,kind\n", " must have at least one row, had none");
  }

  @Test
  void aLabelColumnThatIsNotThere() {
    assertBroken(
        LABELLED,
        "width,colour\n1,a\n",
        " must have one label column \"kind\", had columns [width, colour]");
    assertBroken(PLAIN.label(2), "1,2\n", " must have label column 2, had columns 0..1");
  }

  @Test
  void aLabelColumnThatIsThereTwice() {
    assertBroken(
        LABELLED,
        "kind,width,kind\n1,1,1\n",
        " must have one label column \"kind\", had columns [kind, width, kind]");
  }

  @Test
  void nothingButLabels() {
    assertBroken(LABELLED, "kind\na\n", " must have a column of numbers, had the label's only");
  }

  @Test
  void aMissingLabel() {
    assertBroken(
        LABELLED, "width,kind\n1,a\n2,\n", ", line 3, column 2 (kind): expected a label, was \"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2147483647", "99999999999999999999"})
  void aWholeNumberThatIsNoLabel(String label) {
    assertBroken(
        LABELLED,
        "width,kind\n1,0\n2," + label + "\n",
        ", line 3, column 2 (kind): expected a label 0..2147483646, or labels(…) that name each,"
            + (" was \"" + label + "\""));
  }

  @Test
  void aLabelThatIsNotAmongThoseGiven() {
    assertBroken(
        LABELLED.labels(List.of("a", "b")),
        "width,kind\n1,a\n2,c\n",
        ", line 3, column 2 (kind): expected one of the labels [a, b], was \"c\"");
  }

  @Test
  void aQuoteWithoutAnEnd() {
    assertBroken(
        PLAIN,
        "1,2\n3,\"4\n5,6",
        ", line 2, column 2: "
            + "expected a closing quote before the end of the file, was \"\"4\n5,6\"");
  }

  @Test
  void somethingBehindAQuote() {
    assertBroken(
        PLAIN,
        "1,\"2\"3\n",
        ", line 1, column 2: expected a separator behind the closing quote, was \"3\"");
  }

  @Test
  void aMissingFile() {
    Path missing = folder.resolve("missing.csv");

    assertThatThrownBy(() -> PLAIN.read(missing))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("CSV file " + missing + " must exist, was not there");
  }

  @Test
  void aFolder() {
    assertThatThrownBy(() -> PLAIN.read(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("CSV file " + folder + " cannot be read");
  }

  @Test
  void bytesThatAreNotText() {
    Path file = IdxFiles.write(folder.resolve("rows.csv"), IdxFiles.gzip(new byte[100]));

    assertThatThrownBy(() -> PLAIN.read(file))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("CSV file " + file + " must be text in UTF-8, was not");
  }

  @ParameterizedTest
  @ValueSource(chars = {'"', '\n', '\r', '.', '-', '+', 'e', 'E', '7'})
  void aSeparatorThatNumbersOrQuotesNeed(char separator) {
    assertThatThrownBy(() -> PLAIN.separator(separator))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("separator must not be a quote, a line break or part of a number");
  }

  @Test
  void aLabelsNameWithoutAHeader() {
    assertThatThrownBy(() -> PLAIN.label("kind"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("label must be a column's index where there is no header, was \"kind\"");
  }

  @Test
  void aNegativeLabelColumn() {
    assertThatThrownBy(() -> PLAIN.label(-1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("label must be a column's index from 0, was -1");
  }

  @Test
  void aLabelThatIsGivenTwice() {
    assertThatThrownBy(() -> LABELLED.labels(List.of("a", "a")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("labels must differ from one another, was [a, a]");
  }

  private void assertBroken(Csv csv, String text, String message) {
    Path file = IdxFiles.write(folder.resolve("rows.csv"), text.getBytes(UTF_8));
    assertThatThrownBy(() -> csv.read(file))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("CSV file " + file + message);
  }
}

package dev.cvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourceTest {
  private static final String UNIT = "under BCE must lie in [0.0, 1.0]";

  @ParameterizedTest
  @ValueSource(
      floats = {
        -0.0001f,
        1.0001f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        -Float.MIN_VALUE
      })
  void theFirstValueOutsideTheRangeIsNamedByRowColumnAndValue(float bad) {
    // given 1000 rows of 3, so that the bad ones stand in the second buffer
    float[] values = new float[3000];
    values[3 * 700 + 2] = bad;
    values[3 * 701] = 7;
    Dataset data = Dataset.of(values, Shape.of(3));

    // when / then
    assertThatThrownBy(() -> data.requireWithin(new ValueRange(0, 1, UNIT)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data " + UNIT + " in row 700, column 2, was " + bad);
    assertThatThrownBy(
            () -> data.filter(row -> row >= 690).requireWithin(new ValueRange(0, 1, UNIT)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("in row 10, column 2");
    assertThatCode(() -> data.first(700).requireWithin(new ValueRange(0, 1, UNIT)))
        .doesNotThrowAnyException();
  }

  @Test
  void bothEndsOfTheRangeAreInIt() {
    Dataset.of(new float[] {0, 1, -0f, 0.5f}, Shape.of(2))
        .requireWithin(new ValueRange(0, 1, UNIT));
    Dataset.of(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, Shape.of(2))
        .requireWithin(ValueRange.finite(false));
    Dataset.of(new byte[] {0, -1}, Shape.of(2)).requireWithin(new ValueRange(0, 1, UNIT));
  }

  @Test
  void bytesAreHeldAgainstARangeThatIsNarrowerThanTheirs() {
    Dataset bytes = Dataset.of(new byte[] {0, (byte) 255}, Shape.of(2));

    assertThatThrownBy(() -> bytes.requireWithin(new ValueRange(0, 0.5f, "must be dark")))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data must be dark in row 0, column 1, was 1.0");
  }

  @Test
  void thresholdDoesNotHideWhatIsNotANumber() {
    Dataset data = Dataset.of(new float[] {0.2f, Float.NaN}, Shape.of(2)).threshold(0.5f);

    assertThatThrownBy(() -> data.requireWithin(new ValueRange(0, 1, UNIT)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data " + UNIT + " in row 0, column 1, was NaN");
  }

  @Test
  void theFingerprintIsTheDigestOfShapeSchemaValuesAndLabels() throws Exception {
    // given
    Dataset data = Dataset.of(new float[][] {{0.5f, -2}, {1, 3}}, new int[] {1, 0});
    ByteBuffer content = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    content.putInt(2).put("label".getBytes(StandardCharsets.UTF_8)).putInt(2);
    content.putFloat(0.5f).putFloat(-2).putInt(1).putFloat(1).putFloat(3).putInt(0).flip();

    // when
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(content);

    // then
    assertThat(data.fingerprint()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void oneInspectionIsTheChecksAndTheFingerprint() {
    float[][] rows = new float[1000][3];
    rows[700][2] = 2;
    Dataset data = Dataset.of(rows);

    assertThat(data.inspect(new ValueRange(0, 2, UNIT), ConditionSchema.none()))
        .isEqualTo(data.fingerprint());
    assertThatThrownBy(() -> data.inspect(new ValueRange(0, 1, UNIT), ConditionSchema.none()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data " + UNIT + " in row 700, column 2, was 2.0");
    StoredRows.Reader beyond =
        (first, batch) -> {
          if (batch.conditions().schema().indexOf("label") == 0) {
            batch.conditions().codes(0)[0] = 3;
          }
        };
    ConditionSchema three = ConditionSchema.label(3);
    assertThatThrownBy(
            () ->
                StoredRows.of("codes", Shape.of(1), three, 1, beyond)
                    .inspect(new ValueRange(0, 1, UNIT), three))
        .isInstanceOf(InvalidConditionException.class)
        .hasMessageContaining("label 3");
  }

  @Test
  void bytesAndTheSameFloatsHaveOneFingerprint() {
    // given 600 rows, more than a buffer holds
    byte[] bytes = new byte[1200];
    float[] floats = new float[1200];
    for (int i = 0; i < 1200; i++) {
      bytes[i] = (byte) (i * 7);
      floats[i] = (bytes[i] & 0xFF) / 255f;
    }
    String fingerprint = Dataset.of(floats, Shape.of(2)).fingerprint();

    // when / then
    assertThat(Dataset.of(bytes, Shape.of(2)).fingerprint()).isEqualTo(fingerprint);
    assertThat(Dataset.of(bytes, Shape.of(2)).named("x").fingerprint()).isEqualTo(fingerprint);
    assertThat(Dataset.of(bytes, Shape.of(1, 2)).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(Dataset.of(bytes, Shape.of(2)).first(599).fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void oneChangedBitOfAnyValueLabelOrClassChangesTheFingerprint() {
    // given
    float[][] rows = {{0.5f, 0.25f}, {1, 0}};
    int[] labels = {1, 0};
    String fingerprint = Dataset.of(rows, labels).fingerprint();

    for (int bit = 0; bit < 128; bit++) {
      // when
      float[][] changed = {rows[0].clone(), rows[1].clone()};
      int row = bit / 64;
      int column = bit / 32 % 2;
      int flipped = Float.floatToRawIntBits(changed[row][column]) ^ 1 << bit % 32;
      changed[row][column] = Float.intBitsToFloat(flipped);

      // then
      assertThat(Dataset.of(changed, labels).fingerprint())
          .as("bit %d", bit)
          .isNotEqualTo(fingerprint);
    }
    assertThat(Dataset.of(rows, new int[] {1, 1}).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(Dataset.of(rows).labelled(labels, 3).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(Dataset.of(rows).fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void rowsOfMegapixelsAreCheckedAndFingerprintedInBuffersOfBoundedSize() {
    DataSource photographs = new ManyLargePhotographs();

    assertThatCode(() -> photographs.requireWithin(new ValueRange(0, 1, UNIT)))
        .doesNotThrowAnyException();
    assertThat(photographs.fingerprint()).hasSize(64);
  }
}

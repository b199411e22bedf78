package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.ModelFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void everyKindOfValueIsRead() {
    Object read =
        Json.read(
            " { \"a\" : [ 1 , -2.5e1 , 0 , -0.0 , true , false , {} , [] ] ,\r\n\t"
                + "\"\\u0041\\ud83d\\ude00\\n\\\"\\\\\\/\\b\\f\\r\\t\" : \"é😀\" } ");

    assertThat(read)
        .isEqualTo(
            Map.of(
                "a",
                List.of(1L, -25.0, 0L, -0.0, true, false, Map.of(), List.of()),
                "A😀\n\"\\/\b\f\r\t",
                "é😀"));
  }

  @Test
  void numbersKeepAllTheirBits() {
    for (long number : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(Json.read(Json.write(number))).isEqualTo(number);
    }
    for (double number : new double[] {0.1, -0.0, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, 1e7}) {
      assertThat(Json.read(Json.write(number))).isEqualTo(number);
    }
  }

  @Test
  void membersThatAreNullAreLeftOutWhereThatIsAskedFor() {
    assertThat(Json.readWithoutNullMembers("{\"a\": null, \"b\": [{\"c\":null}], \"d\": 1}"))
        .isEqualTo(Map.of("b", List.of(Map.of()), "d", 1L));
    for (String text : new String[] {"null", "[null]", "{\"a\": nul}", "{\"a\": nullx}"}) {
      assertThatThrownBy(() -> Json.readWithoutNullMembers(text))
          .isInstanceOf(ModelFileException.class);
    }
  }

  @ParameterizedTest // RFC 8259, sections 2 to 7; null is no value of this file
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "nul",
        "True",
        "tru",
        "NaN",
        "Infinity",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x10",
        "1 2",
        "1,",
        "9223372036854775808",
        "1e999",
        "-1e999",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{1:1}",
        "{\"a\":1",
        "\"a",
        "\"a\nb\"",
        "\"\u0000\"",
        "\"\\x41\"",
        "\"\\u00",
        "\"\\u00g0\"",
        "\"\\u+041\"",
        "\"\\u\uff10\uff10\uff14\uff11\"",
        "\u00a01",
        "\ufeff1",
        "// 1\n1",
        "\u0661",
        "[\u0661]",
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(ModelFileException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numbersThatJsonDoesNotHaveAreNotWritten(double number) {
    assertThatThrownBy(() -> Json.write(List.of(number)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("a model file holds finite numbers only, was given " + number);
  }
}

package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ByteTextTest {
  @Test
  void everyByteHasACharacterOfItsOwnThatNeedsNoEscape() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    String text = text(all);

    assertThat(text).hasSize(256);
    assertThat(text.chars().boxed().collect(Collectors.toSet())).hasSize(256);
    assertThat(text.chars()).doesNotContain(0, (int) '\n', (int) '\r', (int) '"', (int) '\\');
    assertThat(text.chars().max()).hasValue(0x104);
  }

  @Test
  void smallWeightsTakeOneByteAndOthersTwo() {
    assertThat(bytes(text((byte) -61, (byte) 0, (byte) 61))).hasSize(3);
    assertThat(bytes(text((byte) -62, (byte) 62, (byte) -128, (byte) 127))).hasSize(8);
  }

  private static String text(byte... bytes) {
    StringBuilder out = new StringBuilder();
    ByteText.write(bytes, out);
    assertThat(out.charAt(0)).isEqualTo('"');
    assertThat(out.charAt(out.length() - 1)).isEqualTo('"');
    return out.substring(1, out.length() - 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

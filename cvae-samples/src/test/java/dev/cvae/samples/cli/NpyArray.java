package dev.cvae.samples.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An array read as NumPy's documentation says, by nothing of the code that wrote it. */
record NpyArray(int[] shape, float[] values) {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]+)\\), \\} *\n");

  static NpyArray read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(header);
    assertThat(bytes.position() % 64).as("alignment of the values").isZero();
    Matcher matcher = HEADER.matcher(new String(header, US_ASCII));
    assertThat(matcher.matches()).as(new String(header, US_ASCII)).isTrue();
    int[] shape =
        Arrays.stream(matcher.group(1).split(", *")).mapToInt(Integer::parseInt).toArray();
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    assertThat(bytes.remaining()).isEqualTo(values.length * Float.BYTES);
    bytes.asFloatBuffer().get(values);
    return new NpyArray(shape, values);
  }
}

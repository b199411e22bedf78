package dev.cvae.file;

import dev.cvae.error.ModelFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The bytes of a {@code .safetensors} file: the header's length (8 bytes, little-endian), the
 * header (JSON, padded with spaces to a multiple of 8), the tensors without gaps (little-endian
 * float32).
 *
 * <p>Read strictly: every byte counts, nothing is allocated on the word of a header that the file's
 * length does not bear out, and the digest must fit.
 *
 * @param metadata the strings under {@code __metadata__}, without the digest
 * @param tensors in the order of the file
 */
record SafeTensors(Map<String, String> metadata, List<Tensor> tensors) {
  private static final String METADATA = "__metadata__";
  private static final String DIGEST = "cvae.sha256";
  private static final String NO_DIGEST = "0".repeat(64);
  private static final long LONGEST_HEADER = 100_000_000; // as in the format's reference reader
  private static final int CHUNK = 1 << 14; // floats

  void write(OutputStream out) throws IOException {
    byte[] blank = header(NO_DIGEST);
    MessageDigest digest = BackgroundDigest.sha256();
    writeAll(blank, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    writeAll(header(HexFormat.of().formatHex(digest.digest())), out);
  }

  private void writeAll(byte[] header, OutputStream out) throws IOException {
    out.write(length(header.length));
    out.write(header);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor tensor : tensors) {
      float[] values = tensor.values();
      for (int start = 0; start < values.length; start += CHUNK) {
        int count = Math.min(CHUNK, values.length - start);
        chunk.asFloatBuffer().put(values, start, count);
        out.write(chunk.array(), 0, count * Float.BYTES);
      }
    }
  }

  private byte[] header(String digest) {
    Map<String, Object> strings = new LinkedHashMap<>(metadata);
    strings.put(DIGEST, digest);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(METADATA, strings);
    long start = 0;
    for (Tensor tensor : tensors) {
      long end = start + (long) tensor.values().length * Float.BYTES;
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", "F32");
      entry.put("shape", Arrays.stream(tensor.shape()).boxed().toList());
      entry.put("data_offsets", List.of(start, end));
      if (header.put(tensor.name(), entry) != null) {
        throw new ModelFileException("two tensors are named " + tensor.name());
      }
      start = end;
    }
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  /**
   * Reads a file.
   *
   * @param in its bytes
   * @param fileLength how many there are
   * @param check looks at the metadata before the tensors are read, and throws if it does not like
   *     them
   * @param parse makes of the content what is wanted, before the digest is known; if the file turns
   *     out to be damaged, what it throws does not count
   * @param discard gets what was made of a damaged file, which nobody else sees
   */
  static <T> T read(
      InputStream in,
      long fileLength,
      Consumer<Map<String, String>> check,
      Function<SafeTensors, T> parse,
      Consumer<T> discard)
      throws IOException {
    if (fileLength < 8) {
      throw new ModelFileException(
          "the file is truncated: it has %d bytes, and needs 8 for the length of its header"
              .formatted(fileLength));
    }
    byte[] length = exactly(in, 8);
    long headerLength = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerLength < 2 || headerLength > LONGEST_HEADER) {
      throw new ModelFileException(
          "not a model file: it would have a header of %s bytes"
              .formatted(Long.toUnsignedString(headerLength)));
    }
    if (headerLength > fileLength - 8) {
      throw truncated(8 + headerLength, fileLength);
    }
    byte[] headerBytes = exactly(in, (int) headerLength);
    Map<?, ?> header = parseHeader(headerBytes);
    Map<String, String> metadata = metadata(header);
    String claimed = metadata.remove(DIGEST);
    if (claimed == null || claimed.length() != NO_DIGEST.length()) {
      throw new ModelFileException("not a model file: its metadata lack " + DIGEST);
    }
    check.accept(metadata);
    try (BackgroundDigest digest = new BackgroundDigest()) {
      digest.update(length);
      digest.update(blanked(headerBytes, claimed));
      List<Tensor> tensors = tensors(header, fileLength - 8 - headerLength, in, digest);
      T made;
      try {
        made = parse.apply(new SafeTensors(metadata, tensors));
      } catch (Throwable e) {
        require(claimed, digest);
        throw e;
      }
      try {
        require(claimed, digest);
      } catch (ModelFileException damaged) {
        discard.accept(made);
        throw damaged;
      }
      return made;
    }
  }

  private static void require(String claimed, BackgroundDigest digest) {
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(claimed)) {
      throw new ModelFileException(
          "the file is damaged: its SHA-256 is %s, and must be %s".formatted(actual, claimed));
    }
  }

  private static Map<?, ?> parseHeader(byte[] bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      if (Json.read(text.toString()) instanceof Map<?, ?> header) {
        return header;
      }
      throw new ModelFileException("not a model file: its header must be a JSON object");
    } catch (CharacterCodingException e) {
      throw new ModelFileException("not a model file: its header must be UTF-8", e);
    }
  }

  private static Map<String, String> metadata(Map<?, ?> header) {
    if (!(header.get(METADATA) instanceof Map<?, ?> entries)) {
      throw new ModelFileException("not a model file: its header lacks " + METADATA);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (!(entry.getKey() instanceof String key) || !(entry.getValue() instanceof String value)) {
        throw new ModelFileException("metadata must be strings, and " + entry.getKey() + " is not");
      }
      metadata.put(key, value);
    }
    return metadata;
  }

  private static List<Tensor> tensors(
      Map<?, ?> header, long available, InputStream in, BackgroundDigest digest)
      throws IOException {
    checkLayout(header, available);
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<?, ?> entry : header.entrySet()) {
      String name = (String) entry.getKey();
      if (!name.equals(METADATA)) {
        int[] shape = new JsonObject("tensor " + name, entry.getValue()).integers("shape");
        tensors.add(new Tensor(name, shape, values(in, size(shape), digest)));
      }
    }
    return tensors;
  }

  private static int size(int[] shape) {
    int size = 1;
    for (int dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  /**
   * Before anything is allocated: the tensors lie one after the other and fill the file exactly.
   */
  private static void checkLayout(Map<?, ?> header, long available) {
    long expected = 0;
    for (Map.Entry<?, ?> entry : header.entrySet()) {
      String name = (String) entry.getKey();
      if (name.equals(METADATA)) {
        continue;
      }
      JsonObject tensor = new JsonObject("tensor " + name, entry.getValue());
      if (!tensor.string("dtype").equals("F32")) {
        throw tensor.unknown("dtype");
      }
      long size = 1;
      for (int dimension : tensor.integers("shape")) {
        if (dimension < 0 || size > Integer.MAX_VALUE) {
          throw new ModelFileException("tensor " + name + " has an impossible shape");
        }
        size *= dimension;
      }
      if (size > Integer.MAX_VALUE - 8) {
        throw new ModelFileException("tensor " + name + " has more than 2^31 values");
      }
      List<Long> offsets = List.of(expected, expected + size * Float.BYTES);
      if (!offsets.equals(tensor.list("data_offsets"))) {
        throw new ModelFileException(
            "tensor %s must lie at %s, and is said to lie at %s"
                .formatted(name, offsets, tensor.list("data_offsets")));
      }
      expected = offsets.get(1);
    }
    if (expected > available) {
      throw truncated(expected, available);
    }
    if (expected < available) {
      throw new ModelFileException(
          "the file is damaged: %d bytes follow its last tensor".formatted(available - expected));
    }
  }

  private static float[] values(InputStream in, int size, BackgroundDigest digest)
      throws IOException {
    float[] values = new float[size];
    for (int start = 0; start < size; start += CHUNK) {
      int count = Math.min(CHUNK, size - start);
      byte[] bytes = exactly(in, count * Float.BYTES);
      digest.update(bytes);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, start, count);
    }
    return values;
  }

  /** The header as it was when the digest was taken. */
  private static byte[] blanked(byte[] header, String claimed) {
    String text = new String(header, StandardCharsets.UTF_8);
    String field = '"' + DIGEST + "\":\"";
    return text.replace(field + claimed, field + NO_DIGEST).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = new byte[count];
    if (in.readNBytes(bytes, 0, count) < count) {
      throw new EOFException("the file ended while it was read");
    }
    return bytes;
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  private static ModelFileException truncated(long needed, long available) {
    return new ModelFileException(
        "the file is truncated: %d bytes are needed, and %d are there"
            .formatted(needed, available));
  }
}

package dev.cvae.file;

import dev.cvae.error.ModelFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a {@code .safetensors} file of any program: without a digest, with tensors of
 * several types in any order. Each must lie within the file and be as long as its shape says.
 */
final class ForeignSafeTensors {
  private final ByteBuffer data;

  private ForeignSafeTensors(ByteBuffer data) {
    this.data = data;
  }

  static List<Tensor> read(Path file) throws IOException {
    long size = Files.size(file);
    if (2 * size > Runtime.getRuntime().maxMemory()) {
      throw new ModelFileException(
          "the file has %d MiB, which do not fit twice into the heap of %d MiB (java -Xmx…)"
              .formatted(size >> 20, Runtime.getRuntime().maxMemory() >> 20));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 8) {
      throw notSafeTensors("it has %d bytes".formatted(bytes.remaining()));
    }
    long headerLength = bytes.getLong();
    if (headerLength < 2 || headerLength > bytes.remaining()) {
      throw notSafeTensors(
          "it would have a header of %s bytes".formatted(Long.toUnsignedString(headerLength)));
    }
    ByteBuffer header = bytes.slice(bytes.position(), (int) headerLength);
    bytes.position(bytes.position() + (int) headerLength);
    return new ForeignSafeTensors(bytes.slice().order(ByteOrder.LITTLE_ENDIAN)).tensors(header);
  }

  private static ModelFileException notSafeTensors(String reason) {
    return new ModelFileException("neither an .npz nor a .safetensors file: " + reason);
  }

  private List<Tensor> tensors(ByteBuffer header) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(header).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFileException("neither an .npz nor a .safetensors file: no UTF-8", e);
    }
    if (!(Json.read(text) instanceof Map<?, ?> entries)) {
      throw notSafeTensors("its header must be a JSON object");
    }
    List<Tensor> tensors = new ArrayList<>();
    long values = 0;
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      String name = (String) entry.getKey();
      if (!name.equals("__metadata__")) {
        Tensor tensor = tensor(name, new JsonObject("tensor " + name, entry.getValue()));
        values += tensor.values().length;
        if (values > data.capacity() / Short.BYTES) {
          throw new ModelFileException("tensor " + name + " must not overlap another");
        }
        tensors.add(tensor);
      }
    }
    return tensors;
  }

  private Tensor tensor(String name, JsonObject json) {
    int[] shape = json.integers("shape");
    List<?> offsets = json.list("data_offsets");
    if (offsets.size() != 2
        || !(offsets.get(0) instanceof Long start)
        || !(offsets.get(1) instanceof Long end)
        || start < 0
        || end < start
        || end > data.capacity()) {
      throw new ModelFileException(
          "tensor %s must lie within the %d bytes of the file, and is said to lie at %s"
              .formatted(name, data.capacity(), offsets));
    }
    ByteBuffer values =
        data.slice(start.intValue(), (int) (end - start)).order(ByteOrder.LITTLE_ENDIAN);
    int width =
        switch (json.string("dtype")) {
          case "F64" -> Double.BYTES;
          case "F32" -> Float.BYTES;
          case "BF16" -> Short.BYTES;
          default -> throw json.unknown("dtype");
        };
    if (values.remaining() % width != 0) {
      throw new ModelFileException(
          "tensor %s must have %d bytes a value, and has %d bytes"
              .formatted(name, width, values.remaining()));
    }
    return new Tensor(name, shape, floats(values, width));
  }

  private static float[] floats(ByteBuffer values, int width) {
    float[] floats = new float[values.remaining() / width];
    for (int i = 0; i < floats.length; i++) {
      floats[i] =
          switch (width) {
            case Double.BYTES -> (float) values.getDouble(i * width);
            case Float.BYTES -> values.getFloat(i * width);
            default -> Float.intBitsToFloat(values.getShort(i * width) << 16); // bfloat16
          };
    }
    return floats;
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Programs in TorchScript's own text, kept readable beside this class. PyTorch loads an archive: a
 * zip, uncompressed, of the text and of a pickled object without state.
 */
final class TorchScript {
  /**
   * Pickle, protocol 2: a new {@code __torch__.Program} whose one member is {@code training =
   * false}.
   */
  private static final byte[] OBJECT =
      "\u0080\u0002c__torch__\nProgram\n)\u0081}(X\b\0\0\0training\u0089ub."
          .getBytes(StandardCharsets.ISO_8859_1);

  /** Pickle, protocol 2: the empty tuple. */
  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] FORMAT_VERSION = "3\n".getBytes(StandardCharsets.ISO_8859_1);

  private TorchScript() {}

  /** Loads the program of a resource, to be closed with the manager. */
  static PtSymbolBlock load(String resource, NDManager manager) {
    try (InputStream text = TorchScript.class.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IllegalStateException(resource + " is missing from cvae-djl's jar");
      }
      return compile(new String(text.readAllBytes(), StandardCharsets.UTF_8), manager);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " in cvae-djl's jar", e);
    }
  }

  /** Compiles a program, to be closed with the manager. */
  static PtSymbolBlock compile(String text, NDManager manager) {
    try {
      InputStream archive =
          new ByteArrayInputStream(archive(text.getBytes(StandardCharsets.UTF_8)));
      return JniUtils.loadModule((PtNDManager) manager, archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make an archive in memory", e);
    }
  }

  private static byte[] archive(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", OBJECT);
      add(zip, "code/__torch__.py", text);
      add(zip, "constants.pkl", NO_CONSTANTS);
      add(zip, "version", FORMAT_VERSION);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry("program/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}

package dev.cvae.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What PyTorch has for the processor that it runs on. */
final class PyTorchProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(PyTorchProcessor.class);

  /** Where Linux says what a processor can do: {@code avx512_bf16}, {@code amx_bf16}. */
  private static final Path FLAGS = Path.of("/proc/cpuinfo");

  private PyTorchProcessor() {}

  /**
   * Whether there are instructions for products of bfloat16.
   *
   * @param manager of the engine, which has been started
   */
  static boolean multipliesBfloat16(NDManager manager) {
    if (manager.getDevice().isGpu()) {
      return false; // not tried on one
    }
    try (NDManager scope = manager.newSubManager()) {
      PtSymbolBlock program = TorchScript.load("bfloat16.torchscript", scope);
      try (program;
          IValue nothing = IValue.from(0L);
          IValue supported = program.forward(nothing)) {
        return supported.toBoolean() && flagged();
      }
    } catch (EngineException e) {
      LOG.debug("PyTorch is built without oneDNN here", e);
      return false;
    }
  }

  /** PyTorch's answer includes processors on which bfloat16 is emulated, slowly. */
  private static boolean flagged() {
    try {
      return !Files.isReadable(FLAGS) || Files.readString(FLAGS).contains("bf16");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FLAGS, e);
    }
  }
}

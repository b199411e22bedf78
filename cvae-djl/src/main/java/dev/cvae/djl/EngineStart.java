package dev.cvae.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.EngineProvider;
import ai.djl.pytorch.jni.JniUtils;
import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.spi.RuntimeSettings;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Starts an engine as configured: offline and silent unless the host says otherwise. */
final class EngineStart {
  private static final String DEFAULT = "PyTorch";
  private static final String PYTORCH_THREADS = "ai.djl.pytorch.num_threads";

  private EngineStart() {}

  static synchronized Engine engine(RuntimeSettings settings) {
    setUnlessSet("ai.djl.offline", "DJL_OFFLINE", "true"); //         never download natives
    setUnlessSet("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true"); //  never call home
    String name = canonical(settings.engine().orElse(DEFAULT));
    setUnlessSet("ai.djl.default_engine", "DJL_DEFAULT_ENGINE", name); // LambdaBlock runs there
    settings.threads().ifPresent(count -> setThreads(name, count));
    try {
      Engine engine = Engine.getEngine(name);
      settings.threads().ifPresent(count -> checkThreads(name, count));
      return engine;
    } catch (EngineException | IllegalStateException | LinkageError e) {
      throw new BackendException(
          "engine %s cannot start: %s; are its natives for this platform on the class path? %s brings them"
              .formatted(name, reason(e), starter(name)),
          e);
    }
  }

  /** The first cause's message: engines wrap it several times, some without one of their own. */
  private static String reason(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage());
  }

  static Device device(Engine engine, RuntimeSettings settings) {
    String name = settings.device().orElse("cpu").toLowerCase(Locale.ROOT);
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (!name.matches("gpu(:\\d{1,3})?")) {
      throw InvalidSettingException.of("device", "must be cpu, gpu or gpu:N", name);
    }
    int index = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(4));
    if (index >= engine.getGpuCount()) {
      throw new BackendException(
          "device %s is not there: %s sees %d GPUs. It needs an NVIDIA driver and %s's CUDA natives in place of the CPU's; see docs/engines.md"
              .formatted(
                  name, engine.getEngineName(), engine.getGpuCount(), engine.getEngineName()));
    }
    return Device.gpu(index);
  }

  private static String canonical(String wanted) {
    Set<String> there = new TreeSet<>();
    ServiceLoader.load(EngineProvider.class)
        .forEach(provider -> there.add(provider.getEngineName()));
    there.remove("RPC"); // DJL's client for models elsewhere
    for (String name : there) {
      if (name.equalsIgnoreCase(wanted)) {
        return name;
      }
    }
    throw new BackendException(
        "engine %s is not on the class path; add %s%s"
            .formatted(
                wanted,
                starter(wanted),
                there.isEmpty()
                    ? ""
                    : ", or set cvae.engine to one that is there: " + String.join(", ", there)));
  }

  private static String starter(String engine) {
    return switch (engine.toLowerCase(Locale.ROOT)) {
      case "pytorch" -> "dev.cvae:cvae-djl-pytorch";
      case "mxnet" -> "dev.cvae:cvae-djl-mxnet";
      default -> "the DJL engine of that name and its natives";
    };
  }

  /** Threads are the process's: set before the engine starts, unless the host has set them. */
  private static void setThreads(String engine, int count) {
    if (engine.equals("PyTorch")) {
      setUnlessSet(PYTORCH_THREADS, PYTORCH_THREADS, Integer.toString(count));
    } else if (!Integer.toString(count).equals(System.getenv("OMP_NUM_THREADS"))) {
      throw InvalidSettingException.of(
          "threads",
          "must be set by the environment variable OMP_NUM_THREADS for " + engine,
          count);
    }
  }

  private static void checkThreads(String engine, int count) {
    if (engine.equals("PyTorch") && JniUtils.getNumThreads() != count) {
      throw InvalidSettingException.of(
          "threads",
          "must be the %d that PyTorch has been started with in this process"
              .formatted(JniUtils.getNumThreads()),
          count);
    }
  }

  private static void setUnlessSet(String property, String variable, String value) {
    if (System.getProperty(property) == null && System.getenv(variable) == null) {
      System.setProperty(property, value);
    }
  }
}

package dev.cvae.samples.cli;

import dev.cvae.Cvae;
import dev.cvae.LoadOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a model runs: what is not given is configured, see docs/. */
final class EngineOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "PyTorch or MXNet. Without, PyTorch trains, and a finished model runs in plain Java.")
  private Optional<String> engine = Optional.empty();

  @Option(names = "--device", paramLabel = "NAME", description = "cpu (default), gpu or gpu:1.")
  private Optional<String> device = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads an operation may use; by default the engine decides.")
  private Optional<Integer> threads = Optional.empty();

  LoadOptions loadOptions() {
    LoadOptions options = LoadOptions.defaults();
    options = engine.map(options::engine).orElse(options);
    options = device.map(options::device).orElse(options);
    return threads.map(options::threads).orElse(options);
  }

  void applyTo(Cvae.Builder builder) {
    engine.ifPresent(builder::engine);
    device.ifPresent(builder::device);
    threads.ifPresent(builder::threads);
  }
}

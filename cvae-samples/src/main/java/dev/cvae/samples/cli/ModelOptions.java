package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import picocli.CommandLine.Mixin;

/** Which model, and where it runs. */
final class ModelOptions {
  @Mixin private final ModelFileOption file = new ModelFileOption();

  @Mixin private final EngineOptions engine = new EngineOptions();

  /** Loads the model; the caller closes it. */
  GenerativeModel load() {
    return GenerativeModel.load(file.path(), loadOptions());
  }

  LoadOptions loadOptions() {
    return engine.loadOptions();
  }
}

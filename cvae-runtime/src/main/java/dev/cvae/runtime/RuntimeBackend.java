package dev.cvae.runtime;

import dev.cvae.error.BackendException;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Network;
import dev.cvae.spi.Backend;
import dev.cvae.spi.FitResult;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.spi.RuntimeSettings;

/**
 * The door of this module, found as a service; opens any model whose networks are built in, on the
 * CPU. Fits none.
 */
public final class RuntimeBackend implements Backend {
  /** Called by the service loader. */
  public RuntimeBackend() {}

  @Override
  public String name() {
    return "runtime";
  }

  @Override
  public boolean fits(ModelDescription description) {
    return false;
  }

  /** It has no engine to choose, and no device but the CPU. */
  @Override
  public boolean opens(ModelDescription description, RuntimeSettings runtime) {
    return runtime.engine().isEmpty()
        && runtime.device().orElse("cpu").equalsIgnoreCase("cpu")
        && !(description.encoder() instanceof CustomNetwork)
        && !(description.decoder() instanceof CustomNetwork);
  }

  @Override
  public boolean isNative() {
    return false;
  }

  @Override
  public FitResult fit(FitTask task) {
    throw new BackendException(
        "the backend runtime opens models and fits none; add dev.cvae:cvae-djl-pytorch to fit one");
  }

  private static void requireBuiltIn(String name, Network network) {
    if (network instanceof CustomNetwork own) {
      throw PlainOperations.ownNetwork(name, own);
    }
  }

  @Override
  public Networks open(ModelFile file, RuntimeSettings runtime) {
    requireBuiltIn("encoder", file.description().encoder());
    requireBuiltIn("decoder", file.description().decoder());
    int threads = runtime.threads().orElseGet(Runtime.getRuntime()::availableProcessors);
    return new PlainNetworks(file.description(), Weights.of(file), new RowBlocks(threads));
  }
}

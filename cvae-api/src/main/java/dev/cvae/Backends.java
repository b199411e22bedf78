package dev.cvae;

import dev.cvae.error.BackendException;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Network;
import dev.cvae.spi.Backend;
import dev.cvae.spi.RuntimeSettings;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the one backend on the class path or module path that can do what is asked: the one that is
 * named, the only one, or, to open a model, the only one without native code.
 */
final class Backends {
  private static final String WITH_ENGINE =
      "dev.cvae:cvae-djl-pytorch (or dev.cvae:cvae-djl-mxnet)";

  private Backends() {}

  static Backend toFit(ModelDescription description) {
    return choose(
        "fit this model",
        backend -> backend.fits(description),
        all(),
        Configuration.find("backend"));
  }

  static Backend toOpen(
      ModelDescription description, RuntimeSettings runtime, Optional<String> named) {
    String where = runtime.engine().map(engine -> " on engine " + engine).orElse("");
    return choose(
        "open this model" + ownNetwork(description) + where,
        backend -> backend.opens(description, runtime),
        all(),
        named.or(() -> Configuration.find("backend")));
  }

  private static String ownNetwork(ModelDescription description) {
    for (Network network : List.of(description.encoder(), description.decoder())) {
      if (network instanceof CustomNetwork own) {
        return " with the own network \"" + own.name() + '"';
      }
    }
    return "";
  }

  static Backend choose(
      String task, Predicate<Backend> able, List<Backend> all, Optional<String> wanted) {
    List<Backend> found =
        all.stream()
            .filter(backend -> wanted.isEmpty() || backend.name().equalsIgnoreCase(wanted.get()))
            .filter(able)
            .toList();
    List<Backend> plain = found.stream().filter(backend -> !backend.isNative()).toList();
    if (found.size() == 1 || plain.size() == 1) {
      return plain.isEmpty() ? found.get(0) : plain.get(0);
    }
    if (!found.isEmpty()) {
      throw new BackendException(
          "more than one backend can %s: %s; name one with -Dcvae.backend=%s"
              .formatted(task, names(found), found.get(0).name()));
    }
    if (all.isEmpty()) {
      throw new BackendException(
          "no backend on the class path to %s; add %s, or, to open models only, dev.cvae:cvae-runtime"
              .formatted(task, WITH_ENGINE));
    }
    String missing = all.stream().anyMatch(Backend::isNative) ? "" : "; add " + WITH_ENGINE;
    throw new BackendException(
        "no backend can %s; on the class path: %s%s"
            .formatted(
                task,
                names(all),
                wanted.map(name -> "; the backend asked for is " + name).orElse(missing)));
  }

  private static List<Backend> all() {
    try {
      List<Backend> seen = load(Thread.currentThread().getContextClassLoader());
      return seen.isEmpty() ? load(Backends.class.getClassLoader()) : seen;
    } catch (ServiceConfigurationError e) {
      throw new BackendException(
          "a backend on the class path cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static List<Backend> load(ClassLoader loader) {
    return ServiceLoader.load(Backend.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static String names(List<Backend> backends) {
    return backends.stream().map(Backend::name).sorted().collect(Collectors.joining(", "));
  }
}

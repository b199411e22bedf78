package dev.cvae;

import dev.cvae.error.ModelFileException;
import dev.cvae.likelihood.CustomLoss;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.spi.RuntimeSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a loaded model runs, and the own networks that its file names.
 *
 * <pre>{@code
 * GenerativeModel.load(path, LoadOptions.defaults().engine("MXNet").networks(encoder, decoder));
 * }</pre>
 *
 * <p>Immutable: each method returns new options.
 *
 * <p>Engine, device and threads that are not given are configured as for {@link Cvae.Builder}.
 */
public final class LoadOptions {
  private static final LoadOptions DEFAULTS =
      new LoadOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          List.of(),
          List.of());

  private final Optional<String> backend;
  private final Optional<String> engine;
  private final Optional<String> device;
  private final OptionalInt threads;
  private final List<CustomNetwork> networks;
  private final List<CustomLoss> losses;

  private LoadOptions(
      Optional<String> backend,
      Optional<String> engine,
      Optional<String> device,
      OptionalInt threads,
      List<CustomNetwork> networks,
      List<CustomLoss> losses) {
    this.backend = backend;
    this.engine = engine;
    this.device = device;
    this.threads = threads;
    this.networks = networks;
    this.losses = losses;
  }

  /**
   * The engine, device and threads that the configuration says, and no own networks.
   *
   * @return the options
   */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The backend that opens the model, where there are several. If none is said here or as {@code
   * cvae.backend}, the one without native code is taken if it can open the model and no engine is
   * asked for.
   *
   * @param name such as {@code djl} or {@code runtime}, in any case
   * @return new options
   */
  public LoadOptions backend(String name) {
    return new LoadOptions(
        Optional.of(Configuration.notBlank("backend", name)),
        engine,
        device,
        threads,
        networks,
        losses);
  }

  /**
   * The engine; see {@link Cvae.Builder#engine(String)}. Any engine opens any file.
   *
   * @param name the engine's name
   * @return new options
   */
  public LoadOptions engine(String name) {
    return new LoadOptions(
        backend,
        Optional.of(Configuration.notBlank("engine", name)),
        device,
        threads,
        networks,
        losses);
  }

  /**
   * The device; see {@link Cvae.Builder#device(String)}.
   *
   * @param name the device's name
   * @return new options
   */
  public LoadOptions device(String name) {
    return new LoadOptions(
        backend,
        engine,
        Optional.of(Configuration.notBlank("device", name)),
        threads,
        networks,
        losses);
  }

  /**
   * The threads; see {@link Cvae.Builder#threads(int)}.
   *
   * @param count 1 to 1,024
   * @return new options
   */
  public LoadOptions threads(int count) {
    return new LoadOptions(
        backend,
        engine,
        device,
        OptionalInt.of(Configuration.checkThreads(count)),
        networks,
        losses);
  }

  /**
   * The own networks that the file may name.
   *
   * @param own as they were given to {@link Cvae.Builder#encoder} or {@link Cvae.Builder#decoder}
   * @return new options
   */
  public LoadOptions networks(CustomNetwork... own) {
    return new LoadOptions(backend, engine, device, threads, List.of(own), losses);
  }

  /**
   * The own reconstruction losses that the file may name.
   *
   * @param own as they were given to {@link Cvae.Builder#reconstructionLoss}, or as parts of a
   *     mixed one
   * @return new options
   */
  public LoadOptions reconstructionLoss(CustomLoss... own) {
    return new LoadOptions(backend, engine, device, threads, networks, List.of(own));
  }

  /** A file's description with the own losses that it names. */
  ModelDescription withOwnLoss(ModelDescription file) {
    return file.withReconstructionLoss(own(file.reconstructionLoss()));
  }

  private ReconstructionLoss own(ReconstructionLoss loss) {
    if (loss instanceof CustomLoss named) {
      return supplied(named.name());
    }
    if (loss instanceof Mixed mixed) {
      return new Mixed(
          mixed.parts().stream().map(part -> own(part.loss()).on(part.features())).toList());
    }
    return loss;
  }

  private CustomLoss supplied(String name) {
    return losses.stream()
        .filter(own -> own.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFileException(
                    "the model's reconstruction loss is the own loss \"%s\"; supply it again with LoadOptions.defaults().reconstructionLoss(…)"
                        .formatted(name)));
  }

  Optional<String> backend() {
    return backend;
  }

  RuntimeSettings runtime() {
    return Configuration.resolve(engine, device, threads, networks);
  }
}

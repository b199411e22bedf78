package dev.cvae;

import dev.cvae.error.ModelFileException;
import dev.cvae.likelihood.CustomLoss;
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
          Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of(), Optional.empty());

  private final Optional<String> engine;
  private final Optional<String> device;
  private final OptionalInt threads;
  private final List<CustomNetwork> networks;
  private final Optional<CustomLoss> loss;

  private LoadOptions(
      Optional<String> engine,
      Optional<String> device,
      OptionalInt threads,
      List<CustomNetwork> networks,
      Optional<CustomLoss> loss) {
    this.engine = engine;
    this.device = device;
    this.threads = threads;
    this.networks = networks;
    this.loss = loss;
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
   * The engine; see {@link Cvae.Builder#engine(String)}. Any engine opens any file.
   *
   * @param name the engine's name
   * @return new options
   */
  public LoadOptions engine(String name) {
    return new LoadOptions(
        Optional.of(Configuration.notBlank("engine", name)), device, threads, networks, loss);
  }

  /**
   * The device; see {@link Cvae.Builder#device(String)}.
   *
   * @param name the device's name
   * @return new options
   */
  public LoadOptions device(String name) {
    return new LoadOptions(
        engine, Optional.of(Configuration.notBlank("device", name)), threads, networks, loss);
  }

  /**
   * The threads; see {@link Cvae.Builder#threads(int)}.
   *
   * @param count 1 to 1,024
   * @return new options
   */
  public LoadOptions threads(int count) {
    return new LoadOptions(
        engine, device, OptionalInt.of(Configuration.checkThreads(count)), networks, loss);
  }

  /**
   * The own networks that the file may name.
   *
   * @param own as they were given to {@link Cvae.Builder#encoder} or {@link Cvae.Builder#decoder}
   * @return new options
   */
  public LoadOptions networks(CustomNetwork... own) {
    return new LoadOptions(engine, device, threads, List.of(own), loss);
  }

  /**
   * The own reconstruction loss that the file may name.
   *
   * @param own as it was given to {@link Cvae.Builder#reconstructionLoss}
   * @return new options
   */
  public LoadOptions reconstructionLoss(CustomLoss own) {
    return new LoadOptions(engine, device, threads, networks, Optional.of(own));
  }

  /** A file's description with the own loss that it names. */
  ModelDescription withOwnLoss(ModelDescription file) {
    if (!(file.reconstructionLoss() instanceof CustomLoss named)) {
      return file;
    }
    CustomLoss own =
        loss.filter(supplied -> supplied.name().equals(named.name()))
            .orElseThrow(
                () ->
                    new ModelFileException(
                        "the model's reconstruction loss is the own loss \"%s\"; supply it again with LoadOptions.defaults().reconstructionLoss(…)"
                            .formatted(named.name())));
    return file.withReconstructionLoss(own);
  }

  RuntimeSettings runtime() {
    return Configuration.resolve(engine, device, threads, networks);
  }
}

package dev.cvae.report;

import dev.cvae.training.EpochProgress;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a fit's figures as event files for TensorBoard, after each epoch.
 *
 * <pre>{@code
 * Cvae.builder().latent(20).listener(TensorBoard.to(Path.of("runs/latent-20")))
 * // tensorboard --logdir runs
 * }</pre>
 *
 * <p>There are two runs, {@code train} and {@code validation}, so that a chart shows both: {@code
 * negative_elbo}, {@code reconstruction} and {@code kl} in nats per example, by epoch, and {@code
 * examples_per_second} in train. Times are seconds since the fit began; the files hold no clock and
 * no host. A folder belongs to one fit; a resumed one adds files beside those that are there. For
 * one fit.
 */
public final class TensorBoard implements TrainingListener {
  private final Path folder;
  private Optional<EventFile> train = Optional.empty();
  private Optional<EventFile> validation = Optional.empty();

  private TensorBoard(Path folder) {
    this.folder = folder;
  }

  /**
   * Event files in a folder.
   *
   * @param folder of this fit; made if it is not there, when the first epoch is done
   * @return the listener, which never stops; it throws {@link java.io.UncheckedIOException}, and
   *     ends the fit, where it cannot write
   */
  public static TensorBoard to(Path folder) {
    return new TensorBoard(folder);
  }

  @Override
  public Signal epochDone(EpochProgress progress) {
    double seconds = progress.elapsed().toNanos() / 1e9;
    int epoch = progress.result().epoch();
    Map<String, Double> figures = figures(progress.result().train());
    figures.put("examples_per_second", progress.examplesPerSecond());
    train = Optional.of(train.orElseGet(() -> EventFile.in(folder.resolve("train"))));
    train.get().add(seconds, epoch, figures);
    progress.result().validation().ifPresent(on -> addValidation(seconds, epoch, on));
    return Signal.CONTINUE;
  }

  private void addValidation(double seconds, int epoch, Evaluation figures) {
    EventFile file = validation.orElseGet(() -> EventFile.in(folder.resolve("validation")));
    validation = Optional.of(file);
    file.add(seconds, epoch, figures(figures));
  }

  private static Map<String, Double> figures(Evaluation evaluation) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("negative_elbo", -evaluation.elbo());
    figures.put("reconstruction", evaluation.reconstruction());
    figures.put("kl", evaluation.kl());
    return figures;
  }
}

package dev.cvae.spi;

import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;

/**
 * Fits models, or opens fitted ones, or both. Registered as a service; one instance may be used by
 * many threads.
 */
public interface Backend {
  /**
   * The name by which {@code cvae.backend} chooses it.
   *
   * @return a short name in lower case: {@code djl}
   */
  String name();

  /**
   * Whether {@link #fit} can fit such a model.
   *
   * @param description the model
   * @return true if it can
   */
  boolean fits(ModelDescription description);

  /**
   * Whether {@link #open} can open such a model there.
   *
   * @param description the model
   * @param runtime where it is to run: an engine or a device that the backend does not have is a no
   * @return true if it can
   */
  boolean opens(ModelDescription description, RuntimeSettings runtime);

  /**
   * Whether it needs native libraries. Of several backends that can open a model, the one that does
   * not is taken: it starts sooner and is smaller.
   *
   * @return true if it does
   */
  boolean isNative();

  /**
   * Fits a model. Fits of one process may take turns.
   *
   * @param task what to fit, how, on what; checked
   * @return the networks and the history
   * @throws dev.cvae.error.CvaeException if the engine, the device or the fit fails; everything
   *     that the fit held has been released
   */
  FitResult fit(FitTask task);

  /**
   * Opens a fitted model.
   *
   * @param file its description and weights
   * @param runtime where it is to run, with the own networks it may name
   * @return the networks, owned by the caller
   * @throws dev.cvae.error.CvaeException if the engine or the device fails, an own network is
   *     missing, or the weights do not fit the description
   */
  Networks open(ModelFile file, RuntimeSettings runtime);
}

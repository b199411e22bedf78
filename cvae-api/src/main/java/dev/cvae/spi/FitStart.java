package dev.cvae.spi;

import dev.cvae.file.Checkpoint;
import dev.cvae.file.ModelFile;
import java.util.Optional;

/**
 * Where a fit begins.
 *
 * @param model its weights are the first ones; drawn by the seed if empty
 * @param checkpoint the place and the optimiser's memory to go on from; if there is one, its model
 *     is the model
 */
public record FitStart(Optional<ModelFile> model, Optional<Checkpoint> checkpoint) {
  /**
   * From drawn weights.
   *
   * @return the start of most fits
   */
  public static FitStart fresh() {
    return new FitStart(Optional.empty(), Optional.empty());
  }

  /**
   * From a model's weights.
   *
   * @param model of the same description
   * @return the start
   */
  public static FitStart from(ModelFile model) {
    return new FitStart(Optional.of(model), Optional.empty());
  }

  /**
   * From a place within the same fit.
   *
   * @param checkpoint of the same description, settings and data
   * @return the start
   */
  public static FitStart resume(Checkpoint checkpoint) {
    return new FitStart(Optional.of(checkpoint.model()), Optional.of(checkpoint));
  }
}

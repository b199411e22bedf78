package dev.cvae.spi;

import dev.cvae.data.DataSource;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.util.Optional;

/**
 * All that a fit needs, checked.
 *
 * @param description what to fit
 * @param settings how
 * @param train on which data
 * @param validation evaluated after each epoch
 * @param listener who hears of it
 * @param runtime where
 */
public record FitTask(
    ModelDescription description,
    TrainingSettings settings,
    DataSource train,
    Optional<DataSource> validation,
    TrainingListener listener,
    RuntimeSettings runtime) {

  /**
   * The randomness of a weight's initial values.
   *
   * @param tensor the weight's name in the model file
   * @return its stream; value i comes from position i
   */
  public RandomStream initialWeights(String tensor) {
    return RandomStream.of(settings.seed()).split("weights").split(tensor);
  }

  /**
   * The order of an epoch's rows.
   *
   * @param epoch from 1
   * @return the stream for {@link DataSource#shuffled}
   */
  public RandomStream order(int epoch) {
    return RandomStream.of(settings.seed()).split("order").split(epoch);
  }

  /**
   * The noise ε of an epoch.
   *
   * @param epoch from 1
   * @return its stream; the i-th row of the epoch has its noise from position i · latent
   */
  public RandomStream noise(int epoch) {
    return RandomStream.of(settings.seed()).split("noise").split(epoch);
  }

  /**
   * Which fields an epoch's rows go without.
   *
   * @param epoch from 1
   * @return the stream for {@link dev.cvae.data.Batch#dropConditions}
   */
  public RandomStream dropout(int epoch) {
    return RandomStream.of(settings.seed()).split("dropout").split(epoch);
  }
}

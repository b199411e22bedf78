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
 * @param start from which weights, and from which place
 * @param checkpoints where the backend leaves word of the fit on its way
 * @param observer whom the backend shows the model after each epoch
 */
public record FitTask(
    ModelDescription description,
    TrainingSettings settings,
    DataSource train,
    Optional<DataSource> validation,
    TrainingListener listener,
    RuntimeSettings runtime,
    FitStart start,
    CheckpointWriter checkpoints,
    EpochObserver observer) {

  /**
   * A fit from its beginning, without checkpoints.
   *
   * @param description what to fit
   * @param settings how
   * @param train on which data
   * @param validation evaluated after each epoch
   * @param listener who hears of it
   * @param runtime where
   */
  public FitTask(
      ModelDescription description,
      TrainingSettings settings,
      DataSource train,
      Optional<DataSource> validation,
      TrainingListener listener,
      RuntimeSettings runtime) {
    this(
        description,
        settings,
        train,
        validation,
        listener,
        runtime,
        FitStart.fresh(),
        CheckpointWriter.none(),
        EpochObserver.none());
  }

  /**
   * The same fit on data that are read in another way.
   *
   * @param data the same rows
   * @return a changed copy
   */
  public FitTask train(DataSource data) {
    return new FitTask(
        description, settings, data, validation, listener, runtime, start, checkpoints, observer);
  }

  /**
   * The same fit with checkpoints.
   *
   * @param writer where they go
   * @return a changed copy
   */
  public FitTask checkpoints(CheckpointWriter writer) {
    return new FitTask(
        description, settings, train, validation, listener, runtime, start, writer, observer);
  }

  /**
   * The same fit, looked at after each epoch.
   *
   * @param watcher who looks
   * @return a changed copy
   */
  public FitTask observer(EpochObserver watcher) {
    return new FitTask(
        description, settings, train, validation, listener, runtime, start, checkpoints, watcher);
  }

  /**
   * How many rows a full batch has.
   *
   * @return the batch size; all rows of data that has fewer
   */
  public int batchRows() {
    return (int) Math.min(settings.batchSize(), train.size());
  }

  /**
   * How many batches an epoch has.
   *
   * @return 1 or more; the last one has what is left
   */
  public long batchesPerEpoch() {
    return (train.size() + batchRows() - 1) / batchRows();
  }

  /**
   * How many steps the fit has, if nothing but epochs and steps ends it.
   *
   * @return 1 or more
   */
  public long steps() {
    long all = settings.epochs() * batchesPerEpoch();
    return Math.min(settings.steps().orElse(all), all);
  }

  /**
   * How many epochs the fit enters, if nothing but epochs and steps ends it.
   *
   * @return 1 or more
   */
  public int epochs() {
    return (int) ((steps() + batchesPerEpoch() - 1) / batchesPerEpoch());
  }

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

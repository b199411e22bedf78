package dev.cvae.djl;

import dev.cvae.file.Checkpoint;
import dev.cvae.file.TrainingState;
import dev.cvae.spi.ElboEstimate;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Validation;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a fit stands: epoch, batch, the epoch's figures so far, those of finished epochs. */
final class Place {
  private final FitTask task;
  private List<EpochResult> finished = List.of();
  private int epoch = 1;
  private long batches;
  private long steps;
  private ElboEstimate estimate = new ElboEstimate();

  /** The fit's beginning, or the place of the checkpoint that it goes on from. */
  Place(FitTask task) {
    this.task = task;
    task.start().checkpoint().ifPresent(this::goTo);
  }

  private void goTo(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    finished = checkpoint.model().provenance().history().epochs();
    epoch = state.epoch();
    batches = state.batches();
    steps = state.steps();
    TrainingState.Sums sums = state.sums();
    estimate.add(sums.examples(), sums.weight(), sums.logLikelihood(), sums.kl());
  }

  void batchDone() {
    batches++;
    steps++;
  }

  /** Adds a step of the epoch to the epoch's figures. */
  void add(UnreadSteps.Step step) {
    estimate.add(step.rows(), step.weight(), step.elbo().logLikelihood(), step.elbo().kl());
  }

  /** Ends the epoch with its figures; the next one begins. */
  EpochResult epochDone(Optional<Validation> validation) {
    EpochResult result =
        new EpochResult(
            epoch,
            figures(),
            validation.map(Validation::evaluation),
            validation.flatMap(Validation::latents));
    List<EpochResult> longer = new ArrayList<>(finished);
    longer.add(result);
    finished = List.copyOf(longer);
    epoch++;
    batches = 0;
    estimate = new ElboEstimate();
    return result;
  }

  int epoch() {
    return epoch;
  }

  /** How many of the epoch's batches are done. */
  long batches() {
    return batches;
  }

  /** How many batches are done in all. */
  long steps() {
    return steps;
  }

  /** How many epochs have passed, with the fraction of the current one. */
  double epochsPassed() {
    return steps / (double) task.batchesPerEpoch();
  }

  boolean isFirstOfEpoch() {
    return batches == 1;
  }

  boolean isLastOfEpoch() {
    return batches == task.batchesPerEpoch();
  }

  /** The epoch's figures so far. */
  Evaluation figures() {
    return estimate.evaluation(task.description());
  }

  TrainingState.Sums sums() {
    return estimate.sums();
  }

  List<EpochResult> finished() {
    return finished;
  }

  /** The next step, as a schedule sees it. */
  TrainingStep nextStep() {
    return new TrainingStep(steps, task.steps(), epoch, finished);
  }
}

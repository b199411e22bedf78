package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.error.TrainingDivergedException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.file.Checkpoint;
import dev.cvae.file.TrainingState;
import dev.cvae.model.ModelDescription;
import dev.cvae.objective.Objective;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.spi.Validation;
import dev.cvae.training.BatchProgress;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingHistory.End;
import dev.cvae.training.TrainingSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * One fit: for each epoch, for each batch in the epoch's order, the gradient of −ELBO and a step of
 * the optimiser (Kingma &amp; Welling 2014, algorithm 1).
 */
final class TrainingLoop implements AutoCloseable {
  private final FitTask task;
  private final Model model;
  private final Networks networks; // the same weights, for validation and checkpoints
  private final EngineSupport support;
  private final NDManager manager;
  private final OptimiserMemory memory;
  private final Descent descent;
  private final LowerBounds bounds;
  private final Batch batch;
  private final ConditionBuffer condition;
  private final InputBuffer noise;
  private final Place place;
  private final UnreadSteps unread;
  private final Stopwatch watch;
  private final Ending ending;
  private final BestWeights best;

  /** A fit whose optimiser and buffers live in a manager of their own. */
  TrainingLoop(
      FitTask task, Model model, Networks networks, EngineSupport support, NDManager manager) {
    this.task = task;
    this.model = model;
    this.networks = networks;
    this.support = support;
    this.manager = manager;
    ModelDescription description = task.description();
    Objective objective = task.settings().objective();
    Optional<TrainingState> from = task.start().checkpoint().map(Checkpoint::state);
    memory = new OptimiserMemory(model.weights(), manager, from);
    bounds = new LowerBounds(model.weights().bounded(), support, manager);
    batch = new Batch(task.batchRows(), description.shape(), description.conditions());
    condition = new ConditionBuffer(description, task.batchRows());
    noise = new InputBuffer(task.batchRows() * objective.samples(), description.latent());
    place = new Place(task);
    unread = new UnreadSteps(support.unreadSteps(manager.getDevice()));
    Duration before = from.map(TrainingState::elapsed).orElse(Duration.ZERO);
    watch = new Stopwatch(task.steps() - place.steps(), task.settings().timeLimit(), before);
    ending = new Ending(task, place, watch);
    best = new BestWeights(task);
    descent = support.descent(task.settings(), model, memory); // last: it must be closed
  }

  /** Trains until something ends the fit. */
  TrainingHistory run() {
    Optional<End> end = Optional.empty();
    while (end.isEmpty()) {
      end = batches();
      if (end.isEmpty()) {
        end = finishEpoch();
      }
    }
    checkWeights();
    support.inTurn(
        () -> {
          model.weights().requireGradients(false);
          model.weights().set(best.weights());
        });
    return new TrainingHistory(place.finished(), end);
  }

  /** The batches of an epoch that are left. */
  private Optional<End> batches() {
    try (Batches batches = task.train().shuffled(task.order(place.epoch()))) {
      long row = skipDone(batches);
      watch.epochBegins();
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows());
        drawFor(row);
        row += batch.rows();
        checkInterrupted();
        support.inTurn(this::step);
        watch.batchDone(batch.rows());
        Optional<End> end = ending.afterBatch(task.listener().batchDone(batchProgress()));
        if (end.isPresent()) {
          return end;
        }
        writeCheckpoint();
      }
    }
    return Optional.empty();
  }

  /** What the batch that begins with a row of the epoch has at random: fields left out, noise. */
  private void drawFor(long row) {
    batch.dropConditions(task.dropout(place.epoch()), row);
    int samples = task.settings().objective().samples();
    long position = row * samples * task.description().latent();
    task.noise(place.epoch()).normals(position, noise.rows(batch.rows() * samples));
  }

  /** Passes over the batches that a resumed fit has done before, and counts their rows. */
  private long skipDone(Batches batches) {
    long rows = 0;
    for (long i = 0; i < place.batches() && batches.next(batch); i++) {
      rows += batch.rows();
    }
    return rows;
  }

  /** One batch: forward, backward, step. */
  private void step() {
    condition.fill(batch.conditions(), batch.rows());
    NDArray terms = descent.step(batch, condition, noise, place.epochsPassed(), learningRate());
    bounds.apply();
    place.batchDone();
    unread.add(place.steps(), batch, terms);
    if (unread.isFull() || place.isFirstOfEpoch() || place.isLastOfEpoch()) {
      readSteps();
    }
  }

  /** Waits for the device, looks at what each step's loss was, and adds it to the figures. */
  private void readSteps() {
    unread.read(
        step -> {
          checkFinite(step.number(), step.elbo().logLikelihood(), step.elbo().kl());
          place.add(step);
        });
  }

  private double learningRate() {
    TrainingSettings settings = task.settings();
    return settings.learningRate() * settings.learningRateSchedule().factor(place.nextStep());
  }

  private Optional<End> finishEpoch() {
    EpochResult result = place.epochDone(validation());
    TrainingHistory finished = new TrainingHistory(place.finished());
    best.epochDone(finished, networks);
    EpochProgress progress = epochProgress(result);
    task.observer().epochDone(progress, finished, networks);
    return ending.afterEpoch(task.listener().epochDone(progress));
  }

  private Optional<Validation> validation() {
    Optional<Validation> validation =
        task.validation().map(data -> Validation.of(networks, task.description(), data));
    validation.ifPresent(this::checkFinite);
    return validation;
  }

  private void writeCheckpoint() {
    if (task.checkpoints().due(place.steps())) {
      checkWeights();
      Duration elapsed =
          task.settings().timeLimit().map(limit -> watch.elapsed()).orElse(Duration.ZERO);
      TrainingState state =
          new TrainingState(
              place.epoch(),
              place.batches(),
              place.steps(),
              place.sums(),
              elapsed,
              support.inTurn(memory::toTensors),
              best.weights());
      task.checkpoints().write(networks, new TrainingHistory(place.finished()), state);
    }
  }

  @Override
  public void close() {
    support.inTurn(descent::close);
  }

  private void checkFinite(long step, double logLikelihood, double kl) {
    if (!Double.isFinite(logLikelihood) || !Double.isFinite(kl)) {
      throw diverged(
          "the loss became %s at step %d (log p(x|z,c) %s, KL %s)"
              .formatted(kl - logLikelihood, step, logLikelihood, kl));
    }
  }

  private void checkFinite(Validation validation) {
    Evaluation found = validation.evaluation();
    if (!Double.isFinite(found.elbo())) {
      throw diverged("on the validation data, after step %d, %s".formatted(place.steps(), found));
    }
  }

  private TrainingDivergedException diverged(String what) {
    return new TrainingDivergedException(
        "%s; lower the learning rate, %s, or check the scale of the data"
            .formatted(what, task.settings().learningRate()));
  }

  /** The loss tells of a step at the next one, which a checkpoint and the end cannot wait for. */
  private void checkWeights() {
    support.inTurn(
        () -> {
          readSteps();
          try (NDManager scope = manager.newSubManager()) {
            for (NDArray weight : model.weights().trained()) {
              NDArray sum = weight.sum();
              sum.attach(scope);
              if (!Float.isFinite(sum.getFloat())) {
                throw diverged("a weight became NaN or infinite at step " + place.steps());
              }
            }
          }
        });
  }

  private static void checkInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new TrainingInterruptedException("the fit was interrupted");
    }
  }

  private BatchProgress batchProgress() {
    return new BatchProgress(
        place.epoch(),
        task.epochs(),
        place.batches(),
        task.batchesPerEpoch(),
        place.figures(),
        watch.examplesPerSecond(),
        watch.timeLeft());
  }

  private EpochProgress epochProgress(EpochResult result) {
    return new EpochProgress(
        task.epochs(), result, watch.examplesPerSecondInEpoch(), watch.elapsed(), watch.timeLeft());
  }
}

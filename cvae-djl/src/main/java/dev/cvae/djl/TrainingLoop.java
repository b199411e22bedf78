package dev.cvae.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.error.TrainingDivergedException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.model.ModelDescription;
import dev.cvae.objective.Objective;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.ElboEstimate;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.training.BatchProgress;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingListener.Signal;
import dev.cvae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One fit: for each epoch, for each batch in the epoch's order, the gradient of −ELBO and a step of
 * the optimiser (Kingma &amp; Welling 2014, algorithm 1).
 */
final class TrainingLoop implements AutoCloseable {
  private static final long VALIDATION_SEED = 0;

  private final FitTask task;
  private final Model model;
  private final Networks networks; // the same weights, for validation
  private final EngineSupport support;
  private final Engine engine;
  private final NDManager manager;
  private final Objective objective = Objective.elbo();
  private final Loss loss = Loss.of(objective);
  private final OptimiserStep optimiser;
  private final Batch batch;
  private final InputBuffer condition;
  private final InputBuffer noise;
  private final Stopwatch watch;
  private long steps;

  /** A fit whose optimiser and buffers live in a manager of their own. */
  TrainingLoop(
      FitTask task, Model model, Networks networks, EngineSupport support, NDManager manager) {
    this.task = task;
    this.model = model;
    this.networks = networks;
    this.support = support;
    this.engine = manager.getEngine();
    this.manager = manager;
    TrainingSettings settings = task.settings();
    ModelDescription description = task.description();
    model.weights().requireGradients(true);
    List<NDArray> trained = model.weights().trained();
    optimiser =
        support.optimiserStep(settings.optimiser(), settings.learningRate(), trained, manager);
    int rows = (int) Math.min(settings.batchSize(), task.train().size());
    batch = new Batch(rows, description.shape(), description.conditions());
    condition = new InputBuffer(rows, description.conditions().width());
    noise = new InputBuffer(rows * objective.samples(), description.latent());
    long batches = (task.train().size() + rows - 1) / rows;
    watch = new Stopwatch(settings.epochs(), batches);
  }

  /** Trains until the last epoch or a listener's stop. */
  TrainingHistory run() {
    List<EpochResult> finished = new ArrayList<>();
    Signal signal = Signal.CONTINUE;
    for (int epoch = 1; epoch <= task.settings().epochs() && signal == Signal.CONTINUE; epoch++) {
      watch.epochBegins();
      ElboEstimate estimate = new ElboEstimate();
      signal = batches(epoch, estimate);
      if (signal == Signal.CONTINUE) {
        EpochResult result =
            new EpochResult(epoch, estimate.evaluation(task.description()), validation());
        finished.add(result);
        signal = task.listener().epochDone(progress(result));
      }
    }
    checkWeights();
    support.inTurn(() -> model.weights().requireGradients(false));
    return new TrainingHistory(finished);
  }

  private Optional<Evaluation> validation() {
    Optional<Evaluation> validation =
        task.validation()
            .map(
                data -> ElboEstimate.evaluate(networks, task.description(), data, VALIDATION_SEED));
    validation.ifPresent(found -> checkFinite(found.logLikelihood(), found.kl()));
    return validation;
  }

  @Override
  public void close() {
    optimiser.close();
  }

  private Signal batches(int epoch, ElboEstimate estimate) {
    RandomStream random = task.noise(epoch);
    long row = 0; // of noise
    try (Batches batches = task.train().shuffled(task.order(epoch))) {
      for (long number = 1; batches.next(batch); number++) {
        batch.conditions().check(batch.rows());
        batch.dropConditions(task.dropout(epoch), row / objective.samples());
        random.normals(
            row * task.description().latent(), noise.rows(batch.rows() * objective.samples()));
        row += (long) batch.rows() * objective.samples();
        checkInterrupted();
        support.inTurn(() -> step(estimate));
        watch.batchDone(batch.rows());
        if (task.listener().batchDone(progress(epoch, number, estimate)) == Signal.STOP) {
          return Signal.STOP;
        }
      }
    }
    return Signal.CONTINUE;
  }

  /** One batch: forward, backward, step; its terms go into the estimate. */
  private void step(ElboEstimate estimate) {
    steps++;
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = InputBuffer.array(scope, batch.bytes(), task.description().features());
      NDArray epsilon = noise.array(scope);
      Average average = average(scope);
      Elbo elbo;
      try (GradientCollector gradients = engine.newGradientCollector()) {
        Loss.Value value =
            loss.of(model, x, condition.condition(batch, scope), epsilon, epochs(), average);
        gradients.backward(value.loss());
        elbo = value.elbo();
      }
      double logLikelihood = average.sum(elbo.logLikelihood()).getFloat();
      double kl = average.sum(elbo.kl()).getFloat();
      checkFinite(logLikelihood, kl);
      optimiser.step();
      estimate.add(batch.rows(), batch.weight(), logLikelihood, kl);
    }
  }

  /** Of the batch, whose rows may count for more or less. */
  private Average average(NDManager scope) {
    return batch.isWeighted()
        ? new Average(scope.create(Arrays.copyOf(batch.weights(), batch.rows())))
        : Average.PLAIN;
  }

  /** How many epochs have passed before this step. */
  private double epochs() {
    return (steps - 1) / (double) watch.batchesPerEpoch();
  }

  private void checkFinite(double logLikelihood, double kl) {
    if (!Double.isFinite(logLikelihood) || !Double.isFinite(kl)) {
      throw diverged(
          "the loss became %s at step %d (log p(x|z,c) %s, KL %s)"
              .formatted(kl - logLikelihood, steps, logLikelihood, kl));
    }
  }

  private TrainingDivergedException diverged(String what) {
    return new TrainingDivergedException(
        "%s; lower the learning rate, %s, or check the scale of the data"
            .formatted(what, task.settings().learningRate()));
  }

  /** The loss tells of a step at the next one; the last has none. */
  private void checkWeights() {
    support.inTurn(
        () -> {
          try (NDManager scope = manager.newSubManager()) {
            for (NDArray weight : model.weights().trained()) {
              NDArray sum = weight.sum();
              sum.attach(scope);
              if (!Float.isFinite(sum.getFloat())) {
                throw diverged("a weight became NaN or infinite at step " + steps);
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

  private BatchProgress progress(int epoch, long number, ElboEstimate estimate) {
    return new BatchProgress(
        epoch,
        task.settings().epochs(),
        number,
        watch.batchesPerEpoch(),
        estimate.evaluation(task.description()),
        watch.examplesPerSecond(),
        watch.timeLeft());
  }

  private EpochProgress progress(EpochResult result) {
    return new EpochProgress(
        task.settings().epochs(),
        result,
        watch.examplesPerSecondInEpoch(),
        watch.elapsed(),
        watch.timeLeft());
  }
}

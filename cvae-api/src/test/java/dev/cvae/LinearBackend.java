package dev.cvae;

import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.spi.Backend;
import dev.cvae.spi.ElboEstimate;
import dev.cvae.spi.FitResult;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.spi.Validation;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.EpochResult;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fits by keeping the initial weights, and evaluates after each epoch as any backend does. */
public final class LinearBackend implements Backend {
  static volatile FitTask lastTask;
  static volatile RuntimeSettings lastRuntime;
  static volatile LinearNetworks lastNetworks;

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public boolean fits(ModelDescription description) {
    return !(description.encoder() instanceof CustomNetwork);
  }

  @Override
  public boolean isNative() {
    return false;
  }

  @Override
  public boolean opens(ModelDescription description, RuntimeSettings runtime) {
    return fits(description);
  }

  @Override
  public FitResult fit(FitTask task) {
    lastTask = task;
    LinearNetworks networks = LinearNetworks.drawn(task.description(), task::initialWeights);
    lastNetworks = networks;
    List<EpochResult> epochs = new ArrayList<>();
    TrainingListener.Signal signal = TrainingListener.Signal.CONTINUE;
    for (int epoch = 1;
        epoch <= task.settings().epochs() && signal == TrainingListener.Signal.CONTINUE;
        epoch++) {
      Optional<Validation> validation =
          task.validation().map(data -> Validation.of(networks, task.description(), data));
      EpochResult result =
          new EpochResult(
              epoch,
              ElboEstimate.evaluate(networks, task.description(), task.train(), epoch),
              validation.map(Validation::evaluation),
              validation.flatMap(Validation::latents));
      epochs.add(result);
      EpochProgress progress =
          new EpochProgress(task.settings().epochs(), result, 1, Duration.ZERO, Duration.ZERO);
      task.observer().epochDone(progress, new TrainingHistory(epochs), networks);
      signal = task.listener().epochDone(progress);
    }
    return new FitResult(networks, new TrainingHistory(epochs));
  }

  @Override
  public Networks open(ModelFile file, RuntimeSettings runtime) {
    lastRuntime = runtime;
    return new LinearNetworks(file.description(), file.tensors());
  }
}

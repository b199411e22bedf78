package dev.cvae.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.cvae.error.ModelFileException;
import dev.cvae.error.TrainingInterruptedException;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Network;
import dev.cvae.spi.Backend;
import dev.cvae.spi.FitResult;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.spi.RuntimeSettings;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of this module, found as a service; fits and opens any model of the description's kinds.
 */
public final class DjlBackend implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(DjlBackend.class);

  /** DJL has one gradient collector for the whole process, so fits take turns. */
  private static final Lock FIT = new ReentrantLock(true);

  /** Called by the service loader. */
  public DjlBackend() {}

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public boolean fits(ModelDescription description) {
    return true;
  }

  @Override
  public boolean opens(ModelDescription description, RuntimeSettings runtime) {
    return true;
  }

  @Override
  public boolean isNative() {
    return true;
  }

  @Override
  public FitResult fit(FitTask task) {
    try {
      FIT.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingInterruptedException("the fit was interrupted before its turn", e);
    }
    try {
      return fitNow(task);
    } finally {
      FIT.unlock();
    }
  }

  private static FitResult fitNow(FitTask task) {
    NDManager manager = newManager(task.runtime());
    EngineSupport support = EngineSupport.of(manager.getEngine());
    NDManager training = manager.newSubManager();
    try {
      Model model = support.inTurn(() -> firstModel(task, manager));
      Networks networks = new DjlNetworks(model, support);
      try (TrainingLoop loop =
          support.inTurn(() -> new TrainingLoop(task, model, networks, support, training))) {
        return new FitResult(networks, loop.run());
      }
    } catch (Throwable e) {
      support.inTurn(manager::close);
      throw e;
    } finally {
      support.inTurn(training::close);
    }
  }

  private static Model firstModel(FitTask task, NDManager manager) {
    if (task.start().model().isEmpty()) {
      return Model.build(task.description(), manager, new InitialValues.Drawn(task));
    }
    InitialValues.Saved saved = new InitialValues.Saved(task.start().model().get());
    Model model = Model.build(task.description(), manager, saved);
    saved.requireAllUsed();
    return model;
  }

  @Override
  public Networks open(ModelFile file, RuntimeSettings runtime) {
    ModelDescription description = withOwnNetworks(file.description(), runtime);
    NDManager manager = newManager(runtime);
    EngineSupport support = EngineSupport.of(manager.getEngine());
    try {
      InitialValues.Saved saved = new InitialValues.Saved(file);
      Model model = support.inTurn(() -> Model.build(description, manager, saved));
      saved.requireAllUsed();
      support.inTurn(() -> model.weights().requireGradients(false));
      return new DjlNetworks(model, support);
    } catch (Throwable e) {
      support.inTurn(manager::close);
      throw e;
    }
  }

  private static NDManager newManager(RuntimeSettings runtime) {
    Engine engine = EngineStart.engine(runtime);
    Device device = EngineStart.device(engine, runtime);
    LOG.debug("{} {} on {}", engine.getEngineName(), engine.getVersion(), device);
    return engine.newBaseManager(device);
  }

  private static ModelDescription withOwnNetworks(ModelDescription file, RuntimeSettings runtime) {
    return new ModelDescription(
        file.shape(),
        file.conditions(),
        file.latent(),
        own("encoder", file.encoder(), runtime),
        own("decoder", file.decoder(), runtime),
        file.reconstructionLoss(),
        file.prior(),
        file.scaling(),
        file.fieldEncoders());
  }

  private static Network own(String part, Network network, RuntimeSettings runtime) {
    if (!(network instanceof CustomNetwork named)) {
      return network;
    }
    return runtime.networks().stream()
        .filter(supplied -> supplied.name().equals(named.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFileException(
                    "the model's %s is the own network \"%s\"; supply it again with LoadOptions.defaults().networks(DjlNetwork.of(\"%s\", …))"
                        .formatted(part, named.name(), named.name())));
  }
}

package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Dataset;
import dev.cvae.error.TrainingDivergedException;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.training.BatchProgress;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A fit that reads its losses many at a time, as for a GPU, against one that reads each. */
class UnreadStepsTest {
  private static final Dataset DATA = Engines.rows(100, 12, 3);
  private static final ModelDescription DESCRIPTION =
      Engines.description(DATA, 2, Mlp.of(8), Mlp.of(8), ReconstructionLoss.MSE);
  private static final TrainingSettings SETTINGS =
      TrainingSettings.defaults().batchSize(10).epochs(3).seed(5);

  /** The engine at hand, but for how often it is read. */
  private record Seldom(EngineSupport engine, int unread) implements EngineSupport {
    @Override
    public int unreadSteps(Device device) {
      return unread;
    }

    @Override
    public int concurrency() {
      return engine.concurrency();
    }

    @Override
    public <T> T inTurn(Supplier<T> call) {
      return engine.inTurn(call);
    }

    @Override
    public NDArray writable(NDArray weight, NDManager manager) {
      return engine.writable(weight, manager);
    }

    @Override
    public Descent descent(TrainingSettings settings, Model model, OptimiserMemory memory) {
      return engine.descent(settings, model, memory);
    }
  }

  private record Fitted(TrainingHistory history, List<Tensor> weights) {}

  @Test
  void historyAndWeightsAreTheSame() {
    Fitted each = fit(SETTINGS, 1, TrainingListener.none());
    Fitted seldom = fit(SETTINGS, 7, TrainingListener.none());

    assertThat(seldom.history()).isEqualTo(each.history());
    assertThat(seldom.weights()).hasSameSizeAs(each.weights());
    for (int i = 0; i < each.weights().size(); i++) {
      assertThat(seldom.weights().get(i).values()).isEqualTo(each.weights().get(i).values());
    }
  }

  /** 10 batches an epoch: the first is read, then seven, then what is left at the end. */
  @Test
  void figuresBetweenAreThoseOfTheStepsThatWereRead() {
    List<Long> examples = new ArrayList<>();
    fit(SETTINGS.epochs(1), 7, TrainingListener.eachBatch(batch -> examples.add(seen(batch))));

    assertThat(examples).containsExactly(10L, 10L, 10L, 10L, 10L, 10L, 10L, 80L, 80L, 100L);
  }

  private static long seen(BatchProgress batch) {
    return batch.train().examples();
  }

  @Test
  void aLossThatBecameNanIsLocatedAfterwards() {
    TrainingSettings steep = SETTINGS.learningRate(1e9);
    Throwable each = catchThrowable(() -> fit(steep, 1, TrainingListener.none()));

    assertThat(each)
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("the loss became")
        .hasMessageContaining("at step ");
    assertThatThrownBy(() -> fit(steep, 7, TrainingListener.none())).hasMessage(each.getMessage());
  }

  private static Fitted fit(TrainingSettings settings, int unread, TrainingListener listener) {
    FitTask task =
        new FitTask(DESCRIPTION, settings, DATA, Optional.empty(), listener, Engines.RUNTIME);
    try (NDManager manager = Engines.newManager()) {
      EngineSupport support = new Seldom(EngineSupport.of(manager.getEngine()), unread);
      Model model = Model.build(DESCRIPTION, manager, new InitialValues.Drawn(task));
      Networks networks = new DjlNetworks(model, support);
      try (NDManager training = manager.newSubManager();
          TrainingLoop loop = new TrainingLoop(task, model, networks, support, training)) {
        return new Fitted(loop.run(), networks.weights());
      }
    }
  }
}

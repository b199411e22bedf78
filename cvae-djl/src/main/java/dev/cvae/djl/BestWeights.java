package dev.cvae.djl;

import dev.cvae.file.Tensor;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.training.TrainingHistory;
import java.util.List;

/** The weights after the best epoch, on the heap; none where the settings do not ask for them. */
final class BestWeights {
  private final boolean wanted;
  private List<Tensor> weights;

  BestWeights(FitTask task) {
    this.wanted = task.settings().bestWeights();
    this.weights = task.start().checkpoint().map(from -> from.state().best()).orElse(List.of());
  }

  void epochDone(TrainingHistory history, Networks networks) {
    if (wanted && history.best().equals(history.last())) {
      weights = networks.weights();
    }
  }

  List<Tensor> weights() {
    return weights;
  }
}

package dev.cvae;

import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.spi.EpochObserver;
import dev.cvae.spi.Networks;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingHistory;
import java.util.function.BiFunction;

/** Lends a listener the networks of a fit as a model, from one epoch's end until it returns. */
record ModelInTraining(
    ModelListener listener,
    ModelDescription description,
    BiFunction<Networks, TrainingHistory, Provenance> provenance)
    implements EpochObserver {

  @Override
  public void epochDone(EpochProgress progress, TrainingHistory finished, Networks networks) {
    Provenance soFar = provenance.apply(networks, finished);
    try (GenerativeModel model = FittedModel.lent(networks, description, soFar)) {
      listener.epochDone(progress, model);
    }
  }
}

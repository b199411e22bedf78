package dev.cvae.djl;

import ai.djl.ndarray.NDManager;
import dev.cvae.model.ModelDescription;

/**
 * The networks of a description on an engine.
 *
 * @param description what they were built from
 * @param weights all their weights, in native memory
 * @param condition from the condition's fields to c
 * @param encoder q(z|x,c)
 * @param decoder p(x|z,c)
 * @param prior p(z|c)
 */
record Model(
    ModelDescription description,
    Weights weights,
    ConditionNetwork condition,
    Encoder encoder,
    Decoder decoder,
    LatentPrior prior) {

  static Model build(ModelDescription description, NDManager manager, InitialValues initial) {
    Weights weights = new Weights(manager, initial);
    Layers layers = new Layers(description, weights);
    ConditionNetwork condition = new ConditionNetwork(layers);
    Encoder encoder = new Encoder(layers, condition.width());
    Decoder decoder = new Decoder(layers, condition.width(), weights);
    LatentPrior prior = new LatentPrior(layers, condition.width(), weights);
    return new Model(description, weights, condition, encoder, decoder, prior);
  }
}

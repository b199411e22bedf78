/**
 * The backend on Deep Java Library. Users name {@link dev.cvae.djl.DjlNetwork}, for own blocks,
 * {@link dev.cvae.djl.DjlLoss}, for own reconstruction losses, and nothing else here.
 *
 * <p>Read in this order: {@code Elbo}, the objective as the formula; {@code Encoder}, {@code
 * Decoder} and the distributions {@code DiagonalNormal}, {@code StandardNormal}, {@code Likelihood}
 * that it is made of, and their layers, {@code Layers}; {@code TrainingLoop}, the path of a batch
 * through a fit, with {@code Place} (where it stands), {@code Ending} (when it ends) and {@code
 * Descent} (forward, backward, step) beside it; {@code DjlNetworks}, the fitted networks; {@code
 * DjlBackend}, the door. {@code EngineStart} and {@code EngineSupport} are the only places that
 * know one engine from another, with what is for PyTorch alone: {@code PyTorchSupport}, {@code
 * TorchScript}, {@code FusedAdamStep}, and {@code CompiledDescent}, whose program {@code
 * ElboProgram} writes.
 */
@NullMarked
package dev.cvae.djl;

import org.jspecify.annotations.NullMarked;

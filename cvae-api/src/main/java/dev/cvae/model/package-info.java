/**
 * What a model is, apart from any engine: plain immutable values that go into the model file as
 * JSON and come back.
 *
 * <p>Read {@link dev.cvae.model.ModelDescription} first; it is made of a {@link
 * dev.cvae.network.Network} for the encoder and one for the decoder, a {@link
 * dev.cvae.likelihood.ReconstructionLoss} and a {@link dev.cvae.prior.Prior}. A backend builds its
 * blocks from it. {@link dev.cvae.model.Provenance} says where a fitted model comes from.
 */
@NullMarked
package dev.cvae.model;

import org.jspecify.annotations.NullMarked;

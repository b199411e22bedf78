/**
 * What a backend implements; users do not call it.
 *
 * <p>A {@link dev.cvae.spi.Backend} is found with {@link java.util.ServiceLoader}. It turns a
 * {@link dev.cvae.spi.FitTask} or a {@link dev.cvae.file.ModelFile} into {@link
 * dev.cvae.spi.Networks}: the fitted encoder and decoder on arrays. Everything else that a model
 * does (checks, conditions, latents, batching, threads, saving) is done once for all backends,
 * above this package. A fit begins where {@link dev.cvae.spi.FitStart} says, and leaves word of
 * where it stands with a {@link dev.cvae.spi.CheckpointWriter}. A {@link dev.cvae.spi.ElboPass}
 * asks networks of data, for the model and, as {@link dev.cvae.spi.Validation}, for the training
 * loop; {@link dev.cvae.spi.ElboEstimate} and {@link dev.cvae.spi.LatentPass} add up what it says.
 */
@NullMarked
package dev.cvae.spi;

import org.jspecify.annotations.NullMarked;

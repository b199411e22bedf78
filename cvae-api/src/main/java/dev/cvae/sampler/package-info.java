/**
 * Where latents come from once a model is fitted: the prior, or a density fitted to what the
 * encoder says of data (ex-post density estimation: Ghosh et al. 2020, section 4).
 *
 * <p>Read {@link dev.cvae.sampler.Sampler} first, the user's choice. A fitted model passes its
 * posteriors to an {@link dev.cvae.sampler.AggregatedPosterior}, from which a {@link
 * dev.cvae.sampler.FittedSampler} is fitted: a {@link dev.cvae.sampler.GaussianMixture} for each
 * condition. Knows conditions, random streams and errors; no engine, no file.
 */
@NullMarked
package dev.cvae.sampler;

import org.jspecify.annotations.NullMarked;

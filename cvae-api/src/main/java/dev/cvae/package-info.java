/**
 * The front door: describe a conditional variational auto-encoder, fit it, ask the fitted model.
 *
 * <pre>{@code
 * try (GenerativeModel model = Cvae.builder().latent(256).build().fit(Mnist.train())) {
 *     Samples sevens = model.generate(Condition.label(7), 100);
 *     Evaluation test = model.evaluate(Mnist.test());     // ELBO, reconstruction, KL: nats per example
 *     model.save(Path.of("digits.safetensors"));
 * }
 * }</pre>
 *
 * <p>Read in this order: {@link dev.cvae.Cvae}, {@link dev.cvae.GenerativeModel}, {@link
 * dev.cvae.Samples}. What they are made of lies in packages of its own: {@link dev.cvae.data} and
 * {@link dev.cvae.condition} go in; {@link dev.cvae.model} describes the model, {@link
 * dev.cvae.training} the fit; {@link dev.cvae.file} keeps it; {@link dev.cvae.spi} is the wall
 * behind which an engine works.
 */
@NullMarked
package dev.cvae;

import org.jspecify.annotations.NullMarked;

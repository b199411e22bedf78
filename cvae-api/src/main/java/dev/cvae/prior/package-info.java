/**
 * Where latents come from: {@link dev.cvae.prior.Prior} and its kinds, p(z) or p(z|c), trained with
 * the model or fixed.
 */
@NullMarked
package dev.cvae.prior;

import org.jspecify.annotations.NullMarked;

/**
 * Where every random number of the library comes from: initial weights, shuffles, noise, latents.
 * Written in Java, so that a seed means the same on every engine. Knows no other package.
 */
@NullMarked
package dev.cvae.random;

import org.jspecify.annotations.NullMarked;

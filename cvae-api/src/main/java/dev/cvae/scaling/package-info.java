/**
 * Scaling of the data itself, feature by feature, so that columns in thousands and columns in
 * tenths count alike.
 *
 * <p>Read in this order: {@link dev.cvae.scaling.Scaling}, what a user asks for; the {@code …Fit}s,
 * which find the numbers while the training data goes by; {@link dev.cvae.scaling.FittedScaling}
 * and its kinds, the numbers that one fit found, which a model's file keeps; {@link
 * dev.cvae.scaling.ScaledData}, the one place where data on its way in is scaled. Knows the data,
 * the random streams and the errors.
 */
@NullMarked
package dev.cvae.scaling;

import org.jspecify.annotations.NullMarked;

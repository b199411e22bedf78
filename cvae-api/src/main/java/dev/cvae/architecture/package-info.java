/**
 * The layers of the built-in networks, written down once for whatever computes or translates them:
 * {@link dev.cvae.architecture.Architecture} says which layers there are and which weights of the
 * model file each has, in terms of {@link dev.cvae.architecture.Operations}, of which a runtime, an
 * exporter or a backend has its own. {@link dev.cvae.architecture.WeightShapes} lists the weights.
 */
@NullMarked
package dev.cvae.architecture;

import org.jspecify.annotations.NullMarked;

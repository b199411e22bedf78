/**
 * NumPy's files: {@link dev.cvae.numpy.NumpyArray} is one array, {@code .npy}; {@link
 * dev.cvae.numpy.NumpyArchive} several by name, {@code .npz}. Data sets and weights are made of
 * them elsewhere.
 */
@NullMarked
package dev.cvae.numpy;

import org.jspecify.annotations.NullMarked;

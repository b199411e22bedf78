/**
 * Fitted models in plain Java: the inference side of every built-in network, condition, loss and
 * prior, without native code, reflection or anything loaded by name, so that it works in a closed
 * world.
 *
 * <p>Nobody calls it: with this module on the class path, {@code GenerativeModel.load} finds {@link
 * dev.cvae.runtime.RuntimeBackend} as a service. Read in this order: {@code PlainNetworks}, what a
 * model is asked; {@code PlainOperations}, the layers, which {@link
 * dev.cvae.architecture.Architecture} strings together; {@code Products}, where the time goes;
 * {@code Weights}, the model file's tensors as the layers want them; {@code RowBlocks}, threads.
 *
 * <p>An array of rows is a {@code float[][]}. What becomes of a row never depends on the rows
 * beside it: its bits are the same in any batch and on any number of threads.
 */
@NullMarked
package dev.cvae.runtime;

import org.jspecify.annotations.NullMarked;

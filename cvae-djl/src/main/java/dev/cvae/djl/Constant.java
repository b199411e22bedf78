package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A number as an array, for products that gradients go through.
 *
 * <p>PyTorch keeps a product's factors for the backward pass. A plain number, as in {@code
 * x.mul(0.5f)}, DJL puts into a buffer of its own and lets go of at once; where the garbage
 * collector is faster than the backward pass, the gradient is that of whatever lies there then.
 * This array lives as long as the other factor.
 */
final class Constant {
  private Constant() {}

  /** The number, of shape (1), in the manager of the array that it will be multiplied with. */
  static NDArray of(float value, NDArray factor) {
    return factor.getManager().create(new float[] {value}, new Shape(1));
  }
}

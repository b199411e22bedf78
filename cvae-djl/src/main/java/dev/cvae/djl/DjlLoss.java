package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.likelihood.CustomLoss;

/**
 * A reconstruction loss of one's own: the formulas of its log-probability and its mean on DJL's
 * arrays, beside those in plain Java that {@link dev.cvae.likelihood.ReconstructionLoss} asks for.
 *
 * <p>The decoder's last layer gives {@link #outputs} numbers a row; they are the loss's parameters.
 * Nothing in {@link #logProbability(NDArray, NDArray)} may multiply by a plain number on PyTorch,
 * as in {@code x.mul(0.5f)}; see docs/own-blocks.md. Results must belong to the manager of the
 * arguments. Implementations are immutable; any thread may call them.
 */
public interface DjlLoss extends CustomLoss {
  /**
   * log p(x|z,c), constants included; differentiable.
   *
   * @param x rows of data, (rows, features)
   * @param outputs of the decoder, (rows, outputs)
   * @return nats, summed over features, (rows)
   */
  NDArray logProbability(NDArray x, NDArray outputs);

  /**
   * The mean of p(x|z,c).
   *
   * @param outputs of the decoder, (rows, outputs)
   * @return (rows, features)
   */
  NDArray mean(NDArray outputs);
}

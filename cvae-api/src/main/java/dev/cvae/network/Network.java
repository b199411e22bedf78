package dev.cvae.network;

/**
 * The hidden layers of an encoder or a decoder.
 *
 * <p>An encoder's take x and c and give features, to which the library adds the two heads, mean and
 * log-variance of q(z|x,c). A decoder's take z and c and give features, to which the library adds
 * the head that the reconstruction loss needs.
 */
public sealed interface Network permits Mlp, Conv, CustomNetwork {
  /**
   * The multi-layer perceptron with ReLU between the layers.
   *
   * @param hidden the width of each hidden layer, from input to output
   * @return the network
   */
  static Mlp mlp(int... hidden) {
    return Mlp.of(hidden);
  }

  /**
   * Convolutions for images, with ReLU; the same call describes the encoder's and the decoder's.
   *
   * @param channels of each block, from the image to the latent, on both sides; each block halves
   *     height and width
   * @return the network
   */
  static Conv conv(int... channels) {
    return Conv.of(channels);
  }
}

package dev.cvae.architecture;

import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import java.util.List;
import java.util.Optional;

/**
 * What the built-in networks are made of. An implementation computes, or writes a program that
 * does. Arrays have a row for each example; images are rows too, channel by channel, each row by
 * row.
 *
 * @param <A> stands for an array (rows, width)
 */
public interface Operations<A> {
  /**
   * A fully connected layer, x Wᵀ + b.
   *
   * @param name W is the tensor {@code name.weight}, (outputs, width of x); b is {@code name.bias}
   * @param x (rows, width)
   * @param outputs how many values come out
   * @return (rows, outputs)
   */
  A dense(String name, A x, int outputs);

  /**
   * A fully connected layer without bias, x Wᵀ.
   *
   * @param name W is the tensor {@code name.weight}, (outputs, width of x)
   * @param x (rows, width)
   * @param outputs how many values come out
   * @return (rows, outputs)
   */
  A linear(String name, A x, int outputs);

  /**
   * Rows of a table by their numbers.
   *
   * @param name the tensor, (entries, size)
   * @param numbers (rows, 1), whole, from 0
   * @param entries how many rows the table has
   * @param size how many values each has
   * @return (rows, size)
   */
  A lookup(String name, A numbers, int entries, int size);

  /**
   * Arrays side by side.
   *
   * @param parts two or more, (rows, width) each
   * @return (rows, sum of the widths)
   */
  A join(List<A> parts);

  /**
   * Neighbouring columns.
   *
   * @param x (rows, width)
   * @param from the first column
   * @param to the column after the last
   * @return (rows, to − from)
   */
  A columns(A x, int from, int to);

  /**
   * A function of each value.
   *
   * @param function which
   * @param x (rows, width)
   * @return (rows, width)
   */
  A activation(Activation function, A x);

  /**
   * A convolution (without flipping the kernel, as is usual) of images with one line of zeros
   * around them, with a bias for each channel.
   *
   * @param name the kernel is the tensor {@code name.weight}, (outputs, channels, kernel, kernel);
   *     the bias is {@code name.bias}, (outputs)
   * @param images (rows, size.values())
   * @param size of the images
   * @param outputs how many channels come out
   * @param kernel its height and width: 3 with stride 1, 4 with stride 2
   * @param stride 1: height and width stay; 2: they are halved
   * @return (rows, outputs · height / stride · width / stride)
   */
  A convolution(String name, A images, ImageSize size, int outputs, int kernel, int stride);

  /**
   * Four channels become one of twice the height and width (Shi et al. 2016): channel 4 c + 2 i + j
   * at (y, x) is channel c at (2 y + i, 2 x + j).
   *
   * @param images (rows, size.values())
   * @param size of the images; channels divisible by 4
   * @return (rows, size.values()), of a fourth of the channels
   */
  A pixelShuffle(A images, ImageSize size);

  /**
   * A number added to all pixels of a channel.
   *
   * @param images (rows, size.values())
   * @param size of the images
   * @param shift (rows, channels)
   * @return (rows, size.values())
   */
  A shift(A images, ImageSize size, A shift);

  /**
   * (1 + a) h + b for all pixels of a channel (Perez et al. 2018, equation 2).
   *
   * @param images h, (rows, size.values())
   * @param size of the images
   * @param scaleAndShift a of all channels, then b of all channels, (rows, 2 · channels)
   * @return (rows, size.values())
   */
  A modulate(A images, ImageSize size, A scaleAndShift);

  /**
   * The layers of an encoder made of own blocks, up to the two heads that the library adds.
   *
   * @param network the own network
   * @param x (rows, features)
   * @param c the condition, if there is one
   * @return its features
   * @throws dev.cvae.error.CvaeException if own networks are not for this implementation
   */
  A ownEncoder(CustomNetwork network, A x, Optional<A> c);

  /**
   * A decoder made of own blocks, with its last layer.
   *
   * @param network the own network
   * @param z (rows, latent)
   * @param c the condition, if there is one
   * @param outputs how many values come out
   * @return (rows, outputs)
   * @throws dev.cvae.error.CvaeException if own networks are not for this implementation
   */
  A ownDecoder(CustomNetwork network, A z, Optional<A> c, int outputs);
}

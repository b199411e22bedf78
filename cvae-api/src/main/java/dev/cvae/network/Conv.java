package dev.cvae.network;

import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.List;

/**
 * Convolutions for images, each block at half the height and width of the one before it. The
 * channels are listed from the image to the latent on both sides: {@code Network.conv(32, 64)} is
 * an encoder that makes of a 28 × 28 image 32 maps of 14 × 14 and then 64 of 7 × 7, and a decoder
 * that goes the same way back.
 *
 * <p>An encoder's block is a 4 × 4 convolution with stride 2. A decoder begins with a fully
 * connected layer; its block is a 3 × 3 convolution to four values for each pixel and channel,
 * which become the two by two pixels in its place (sub-pixel convolution, Shi et al. 2016). The
 * last gives what the reconstruction loss needs for each pixel. The activation follows each layer
 * but the last.
 *
 * <p>Rows must be images, (height, width) or (channels, height, width), whose height and width can
 * be halved once a block: divisible by 4 for two blocks.
 *
 * @param channels of each block, from the image to the latent; each 1 to 65,536, for at most 10
 *     blocks
 * @param activation the function after each block
 * @param conditioning how the condition enters
 */
public record Conv(List<Integer> channels, Activation activation, Conditioning conditioning)
    implements Network, FieldEncoder {
  private static final int WIDEST = 1 << 16;
  private static final int DEEPEST = 10;

  /** Checks the ranges. */
  public Conv {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || channels.size() > DEEPEST) {
      throw InvalidSettingException.of("channels", "must be of 1 to 10 blocks", channels);
    }
    if (!channels.stream().allMatch(count -> count >= 1 && count <= WIDEST)) {
      throw InvalidSettingException.of("channels", "must lie in 1.." + WIDEST, channels);
    }
  }

  /**
   * Blocks with ReLU, the condition joined to the input.
   *
   * @param channels of each block, from the image to the latent
   * @return the network
   */
  public static Conv of(int... channels) {
    return new Conv(
        Arrays.stream(channels).boxed().toList(), Activation.RELU, Conditioning.CONCATENATION);
  }

  /**
   * The same blocks with another activation.
   *
   * @param other the function after each block
   * @return a new network
   */
  public Conv activation(Activation other) {
    return new Conv(channels, other, conditioning);
  }

  /**
   * The same blocks, conditioned by scale and shift: {@link Conditioning#FILM}.
   *
   * @return a new network
   */
  public Conv film() {
    return new Conv(channels, activation, Conditioning.FILM);
  }

  /**
   * The images that rows of data are.
   *
   * @param shape of a row
   * @return the image's sides
   * @throws InvalidSettingException if a row is no image, or its sides cannot be halved once a
   *     block
   */
  public ImageSize image(Shape shape) {
    int[] sides = shape.dimensions();
    if (sides.length != 2 && sides.length != 3) {
      throw InvalidSettingException.of(
          "shape of the data",
          "must be (height, width) or (channels, height, width) for " + this,
          shape);
    }
    int channelsOfImage = sides.length == 2 ? 1 : sides[0];
    ImageSize image =
        new ImageSize(channelsOfImage, sides[sides.length - 2], sides[sides.length - 1]);
    int divisor = 1 << channels.size();
    if (image.height() % divisor != 0 || image.width() % divisor != 0) {
      throw InvalidSettingException.of(
          "height and width of the data",
          "must be divisible by %d for %s".formatted(divisor, this),
          image.height() + " × " + image.width());
    }
    return image;
  }

  /**
   * The images between the last block and the latent.
   *
   * @param shape of a row
   * @return the smallest images, with as many channels as the last block
   * @throws InvalidSettingException as {@link #image} does
   */
  public ImageSize innermost(Shape shape) {
    ImageSize image = image(shape);
    int blocks = channels.size();
    return new ImageSize(
        channels.get(blocks - 1), image.height() >> blocks, image.width() >> blocks);
  }

  /**
   * The size of the widest that a row comes to between two blocks.
   *
   * @param shape of a row
   * @return how many values
   * @throws InvalidSettingException as {@link #image} does
   */
  public int widest(Shape shape) {
    ImageSize image = image(shape);
    long widest = 0;
    for (int block = 0; block < channels.size(); block++) {
      long pixels = (long) (image.height() >> (block + 1)) * (image.width() >> (block + 1));
      widest = Math.max(widest, channels.get(block) * pixels);
    }
    return (int) Math.min(widest, Integer.MAX_VALUE);
  }

  /** The values of the smallest images. */
  @Override
  public int size(Field field) {
    if (!(field instanceof ImageField image)) {
      throw InvalidSettingException.of("a field with convolutions", "must be one of images", field);
    }
    return Math.toIntExact(
        innermost(Shape.of(image.channels(), image.rows(), image.columns())).values());
  }

  /** For messages: {@code conv(32, 64)}. */
  @Override
  public String toString() {
    String list = channels.toString();
    String film = conditioning == Conditioning.FILM ? ".film()" : "";
    return "conv(" + list.substring(1, list.length() - 1) + ")" + film;
  }
}

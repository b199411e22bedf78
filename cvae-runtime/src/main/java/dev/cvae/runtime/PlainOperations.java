package dev.cvae.runtime;

import dev.cvae.architecture.Operations;
import dev.cvae.error.BackendException;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.ImageSize;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The layers, computed on arrays of rows. No method changes its arguments. */
final class PlainOperations implements Operations<float[][]> {
  private final Weights weights;

  PlainOperations(Weights weights) {
    this.weights = weights;
  }

  @Override
  public float[][] dense(String name, float[][] x, int outputs) {
    return products(x, weights.rows(name + ".weight"), weights.vector(name + ".bias"));
  }

  @Override
  public float[][] linear(String name, float[][] x, int outputs) {
    float[][] y = new float[x.length][outputs];
    Products.add(x, weights.rows(name + ".weight"), y);
    return y;
  }

  private static float[][] products(float[][] x, float[][] weight, float[] bias) {
    float[][] y = new float[x.length][];
    for (int row = 0; row < y.length; row++) {
      y[row] = bias.clone();
    }
    Products.add(x, weight, y);
    return y;
  }

  @Override
  public float[][] lookup(String name, float[][] numbers, int entries, int size) {
    float[][] table = weights.rows(name);
    float[][] y = new float[numbers.length][];
    for (int row = 0; row < y.length; row++) {
      y[row] = table[(int) numbers[row][0]];
    }
    return y;
  }

  @Override
  public float[][] join(List<float[][]> parts) {
    float[][] joined = parts.get(0).clone();
    for (int row = 0; row < joined.length; row++) {
      int width = 0;
      for (float[][] part : parts) {
        width += part[row].length;
      }
      joined[row] = Arrays.copyOf(joined[row], width);
      int at = parts.get(0)[row].length;
      for (float[][] part : parts.subList(1, parts.size())) {
        System.arraycopy(part[row], 0, joined[row], at, part[row].length);
        at += part[row].length;
      }
    }
    return joined;
  }

  @Override
  public float[][] columns(float[][] x, int from, int to) {
    float[][] y = new float[x.length][];
    for (int row = 0; row < y.length; row++) {
      y[row] = Arrays.copyOfRange(x[row], from, to);
    }
    return y;
  }

  @Override
  public float[][] activation(Activation function, float[][] x) {
    float[][] y = new float[x.length][];
    for (int row = 0; row < y.length; row++) {
      y[row] = x[row].clone();
      apply(function, y[row]);
    }
    return y;
  }

  private static void apply(Activation function, float[] x) {
    switch (function) {
      case RELU -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = Math.max(0, x[i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) Math.tanh(x[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) (1 / (1 + Math.exp(-x[i])));
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) (Math.max(0, x[i]) + Math.log1p(Math.exp(-Math.abs(x[i]))));
        }
      }
    }
  }

  /** A fully connected layer from the patch under the kernel to a pixel of all channels. */
  @Override
  public float[][] convolution(
      String name, float[][] images, ImageSize size, int outputs, int kernel, int stride) {
    float[][] weight = weights.rows(name + ".weight"); // (channels · kernel · kernel, outputs)
    float[] bias = weights.vector(name + ".bias");
    Patches patches = new Patches(size, kernel, stride);
    int height = size.height() / stride;
    int width = size.width() / stride;
    float[][] y = new float[images.length][outputs * height * width];
    for (int row = 0; row < y.length; row++) {
      for (int line = 0; line < height; line++) {
        float[][] under = patches.line(images[row], line);
        float[][] pixels = products(under, weight, bias); // (width, outputs)
        for (int column = 0; column < width; column++) {
          for (int channel = 0; channel < outputs; channel++) {
            y[row][(channel * height + line) * width + column] = pixels[column][channel];
          }
        }
      }
    }
    return y;
  }

  @Override
  public float[][] pixelShuffle(float[][] images, ImageSize size) {
    int height = size.height();
    int width = size.width();
    float[][] y = new float[images.length][images.length == 0 ? 0 : images[0].length];
    for (int row = 0; row < y.length; row++) {
      for (int i = 0; i < y[row].length; i++) {
        int column = i % width;
        int line = i / width % height;
        int quarter = i / (width * height) % 4; // 2 i + j of the pixel in its square of four
        int channel = i / (width * height) / 4;
        int newLine = channel * 2 * height + 2 * line + quarter / 2;
        y[row][newLine * 2 * width + 2 * column + quarter % 2] = images[row][i];
      }
    }
    return y;
  }

  @Override
  public float[][] shift(float[][] images, ImageSize size, float[][] shift) {
    int pixels = size.height() * size.width();
    float[][] y = new float[images.length][];
    for (int row = 0; row < y.length; row++) {
      y[row] = images[row].clone();
      for (int i = 0; i < y[row].length; i++) {
        y[row][i] += shift[row][i / pixels];
      }
    }
    return y;
  }

  @Override
  public float[][] modulate(float[][] images, ImageSize size, float[][] scaleAndShift) {
    int pixels = size.height() * size.width();
    float[][] y = new float[images.length][];
    for (int row = 0; row < y.length; row++) {
      y[row] = images[row].clone();
      for (int i = 0; i < y[row].length; i++) {
        float scale = scaleAndShift[row][i / pixels];
        float shift = scaleAndShift[row][size.channels() + i / pixels];
        y[row][i] = (1 + scale) * y[row][i] + shift;
      }
    }
    return y;
  }

  @Override
  public float[][] ownEncoder(CustomNetwork network, float[][] x, Optional<float[][]> c) {
    throw ownNetwork("encoder", network);
  }

  @Override
  public float[][] ownDecoder(
      CustomNetwork network, float[][] z, Optional<float[][]> c, int outputs) {
    throw ownNetwork("decoder", network);
  }

  static BackendException ownNetwork(String name, CustomNetwork network) {
    return new BackendException(
        "the %s must be a built-in network for the backend runtime, was the own network \"%s\""
            .formatted(name, network.name()));
  }
}

package dev.cvae.testkit;

import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.file.Tensor;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Conditioning;
import dev.cvae.network.Conv;
import dev.cvae.network.ImageSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The built-in convolutions in plain Java and double precision, forward only: gradients come from
 * finite differences. Loops over every index, as the definitions have them.
 *
 * <p>Knows models whose encoder and decoder are {@link Conv}, with no condition or one label, the
 * prior N(0, I), and a loss whose parameters are the decoder's outputs. Not thread-safe.
 */
public final class ConvolutionOracle {
  private final ModelDescription description;
  private final Map<String, double[]> parameters = new LinkedHashMap<>();

  /**
   * The model of a description with given weights.
   *
   * @param description its networks are {@link Conv}s
   * @param tensors its weights, by their names in the model file
   */
  public ConvolutionOracle(ModelDescription description, List<Tensor> tensors) {
    this.description = description;
    for (Tensor tensor : tensors) {
      double[] values = new double[tensor.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.values()[i];
      }
      parameters.put(tensor.name(), values);
    }
  }

  /**
   * The weights.
   *
   * @return the live values, by their names in the model file
   */
  public Map<String, double[]> parameters() {
    return parameters;
  }

  /**
   * The posterior q(z|x,c).
   *
   * @param x one row of data
   * @param c its condition
   * @return mean and log-variance
   */
  public Oracle.Normal encode(float[] x, Condition c) {
    Conv conv = (Conv) description.encoder();
    Images h = new Images(conv.image(description.shape()), doubles(x));
    double[] condition = oneHot(c);
    for (int block = 0; block < conv.channels().size(); block++) {
      h = convolved("encoder.conv." + block, h, conv.channels().get(block), 4, 2);
      if (condition.length > 0 && conv.conditioning() == Conditioning.FILM) {
        h = modulated("encoder.film." + block, h, condition);
      } else if (condition.length > 0 && block == 0) {
        h = shifted("encoder.planes", h, condition);
      }
      h = activated(conv.activation(), h);
    }
    return new Oracle.Normal(
        affine("encoder.mean", h.values), affine("encoder.log_variance", h.values));
  }

  /**
   * What the decoder ends in: the parameters of p(x|z,c).
   *
   * @param z one latent
   * @param c its condition
   * @return as many values as the loss needs for a row
   */
  public double[] decode(double[] z, Condition c) {
    Conv conv = (Conv) description.decoder();
    double[] condition = oneHot(c);
    boolean film = condition.length > 0 && conv.conditioning() == Conditioning.FILM;
    double[] dense = affine("decoder.dense", film ? z : join(z, condition));
    Images h = new Images(conv.innermost(description.shape()), dense);
    int last = conv.channels().size() - 1;
    for (int block = 0; block <= last; block++) {
      if (block > 0) {
        int out = conv.channels().get(last - block);
        h = doubled(convolved("decoder.conv." + (block - 1), h, 4 * out, 3, 1));
      }
      if (film) {
        h = modulated("decoder.film." + block, h, condition);
      }
      h = activated(conv.activation(), h);
    }
    int outputs = description.reconstructionLoss().outputs(description.features());
    int out = outputs / (4 * h.size.height() * h.size.width());
    return doubled(convolved("decoder.output", h, 4 * out, 3, 1)).values;
  }

  /**
   * What a fit minimises: −ELBO, averaged over some rows.
   *
   * @param data the rows
   * @param noise ε, one array a row
   * @return nats per example
   */
  public double loss(Dataset data, float[][] noise) {
    double sum = 0;
    for (int row = 0; row < data.size(); row++) {
      Condition c = data.condition(row);
      Oracle.Normal q = encode(data.row(row), c);
      double[] z = new double[noise[row].length];
      for (int i = 0; i < z.length; i++) {
        z[i] = q.mean()[i] + Math.exp(q.logVariance()[i] / 2) * noise[row][i];
        sum +=
            (q.mean()[i] * q.mean()[i] + Math.expm1(q.logVariance()[i]) - q.logVariance()[i]) / 2;
      }
      sum -= description.reconstructionLoss().logProbability(data.row(row), decode(z, c));
    }
    return sum / data.size();
  }

  /**
   * The gradient of {@link #loss} by one weight, from a central difference.
   *
   * @param name the tensor
   * @param index the weight in it
   * @param data the rows
   * @param noise ε, one array a row
   * @return nats per example and unit of the weight
   */
  public double slope(String name, int index, Dataset data, float[][] noise) {
    double[] weights = parameter(name);
    double value = weights[index];
    double step = 1e-5;
    weights[index] = value + step;
    double above = loss(data, noise);
    weights[index] = value - step;
    double below = loss(data, noise);
    weights[index] = value;
    return (above - below) / (2 * step);
  }

  /** Images of one row, channel by channel, line by line. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Images(ImageSize size, double[] values) {
    double at(int channel, int y, int x) {
      boolean inside = y >= 0 && y < size.height() && x >= 0 && x < size.width();
      return inside ? values[(channel * size.height() + y) * size.width() + x] : 0;
    }

    /** Of other values for each index. */
    static Images of(ImageSize size, Value value) {
      double[] values = new double[(int) size.values()];
      int i = 0;
      for (int channel = 0; channel < size.channels(); channel++) {
        for (int y = 0; y < size.height(); y++) {
          for (int x = 0; x < size.width(); x++) {
            values[i++] = value.at(channel, y, x);
          }
        }
      }
      return new Images(size, values);
    }
  }

  private interface Value {
    double at(int channel, int y, int x);
  }

  private Images convolved(String name, Images in, int out, int kernel, int stride) {
    double[] weight = parameter(name + ".weight"); // (out, in, kernel, kernel)
    double[] bias = parameter(name + ".bias");
    int channels = in.size.channels();
    ImageSize size = new ImageSize(out, in.size.height() / stride, in.size.width() / stride);
    return Images.of(
        size,
        (o, y, x) -> {
          double sum = bias[o];
          for (int i = 0; i < channels; i++) {
            for (int dy = 0; dy < kernel; dy++) {
              for (int dx = 0; dx < kernel; dx++) {
                double w = weight[((o * channels + i) * kernel + dy) * kernel + dx];
                sum += w * in.at(i, y * stride + dy - 1, x * stride + dx - 1);
              }
            }
          }
          return sum;
        });
  }

  /** Channel 4 c + 2 i + j becomes the pixels (2 y + i, 2 x + j) of channel c. */
  private static Images doubled(Images in) {
    ImageSize size =
        new ImageSize(in.size.channels() / 4, 2 * in.size.height(), 2 * in.size.width());
    return Images.of(size, (c, y, x) -> in.at(4 * c + 2 * (y % 2) + x % 2, y / 2, x / 2));
  }

  private Images shifted(String name, Images in, double[] condition) {
    double[] shift = product(parameter(name + ".weight"), condition);
    return Images.of(in.size, (channel, y, x) -> in.at(channel, y, x) + shift[channel]);
  }

  private Images modulated(String name, Images in, double[] condition) {
    double[] film = affine(name, condition);
    int channels = in.size.channels();
    return Images.of(in.size, (c, y, x) -> (1 + film[c]) * in.at(c, y, x) + film[channels + c]);
  }

  private static Images activated(Activation activation, Images in) {
    return Images.of(in.size, (c, y, x) -> Oracle.value(activation, in.at(c, y, x)));
  }

  private double[] affine(String name, double[] h) {
    double[] y = product(parameter(name + ".weight"), h);
    double[] bias = parameter(name + ".bias");
    for (int i = 0; i < y.length; i++) {
      y[i] += bias[i];
    }
    return y;
  }

  /** W h, the weight being (out, in). */
  private static double[] product(double[] weight, double[] h) {
    double[] y = new double[weight.length / h.length];
    for (int i = 0; i < weight.length; i++) {
      y[i / h.length] += weight[i] * h[i % h.length];
    }
    return y;
  }

  private double[] parameter(String name) {
    return Oracle.at(parameters, name);
  }

  private double[] oneHot(Condition condition) {
    double[] c = new double[description.conditions().width()];
    if (c.length > 0) {
      c[condition.category("label").orElseThrow()] = 1;
    }
    return c;
  }

  private static double[] join(double[] first, double[] second) {
    double[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}

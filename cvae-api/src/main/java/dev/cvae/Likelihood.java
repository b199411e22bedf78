package dev.cvae;

import dev.cvae.data.Shape;
import dev.cvae.error.InvalidDataException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.FittedScaling;

/**
 * What the decoder says of some latents: p(x|z,c), a distribution over data for each row. Rows come
 * in and go out in the data's units; where the model scales them, log-probabilities are those of
 * the scaled rows, as in {@link GenerativeModel#logLikelihood}. Immutable; any thread may use it.
 */
public final class Likelihood {
  private final ReconstructionLoss loss;
  private final Shape shape;
  private final FittedScaling scaling;
  private final float[][] parameters; // (rows, parameters)

  Likelihood(ModelDescription description, float[][] parameters) {
    this.loss = description.reconstructionLoss();
    this.shape = description.shape();
    this.scaling = description.scaling();
    this.parameters = parameters;
  }

  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  public int size() {
    return parameters.length;
  }

  /**
   * The mean of a row's distribution.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array as long as a row of data
   */
  public float[] mean(int row) {
    float[] mean = new float[shape.size()];
    loss.mean(parameters(row), mean);
    scaling.undo(mean);
    return mean;
  }

  /**
   * A draw from a row's distribution.
   *
   * @param row 0 to {@code size() - 1}
   * @param random where the draw comes from; feature i uses its position i
   * @return a new array as long as a row of data
   */
  public float[] draw(int row, RandomStream random) {
    float[] x = new float[shape.size()];
    loss.draw(parameters(row), random, 0, x);
    scaling.undo(x);
    return x;
  }

  /**
   * log p(x|z,c), constants included.
   *
   * @param row 0 to {@code size() - 1}
   * @param x one row of data
   * @return nats, summed over features
   */
  public double logProbability(int row, float[] x) {
    return loss.logProbability(scaled(x), parameters(row));
  }

  /**
   * log p(x|z,c) feature by feature, which are independent given z.
   *
   * @param row 0 to {@code size() - 1}
   * @param x one row of data
   * @return a new array of nats, one a feature
   * @see ReconstructionLoss#logProbabilities
   */
  public double[] logProbabilities(int row, float[] x) {
    double[] ofFeature = new double[x.length];
    loss.logProbabilities(scaled(x), parameters(row), ofFeature);
    return ofFeature;
  }

  private double[] parameters(int row) {
    double[] ofRow = new double[parameters[row].length];
    for (int i = 0; i < ofRow.length; i++) {
      ofRow[i] = parameters[row][i];
    }
    return ofRow;
  }

  private float[] scaled(float[] x) {
    if (x.length != shape.size()) {
      throw new InvalidDataException(
          "data must have the model's shape %s, had %d values".formatted(shape, x.length));
    }
    float[] scaled = x.clone();
    scaling.scale(scaled);
    return scaled;
  }
}

package dev.cvae.analysis;

import dev.cvae.data.Shape;
import java.util.List;

/**
 * Rows whose missing features a {@link Completion} has filled in; observed ones are as they were.
 * Immutable: arrays are copied on the way out; any thread may use it.
 */
public final class Completed {
  private final Shape shape;
  private final float[][] mean;
  private final List<float[][]> imputations;
  private final double[] effectiveSamples;

  Completed(Shape shape, float[][] mean, List<float[][]> imputations, double[] effectiveSamples) {
    this.shape = shape;
    this.mean = mean;
    this.imputations = imputations;
    this.effectiveSamples = effectiveSamples;
  }

  /**
   * The shape of a row.
   *
   * @return that of the data
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Rows with E[x_missing | x_observed, c]: the guess with the least squared error.
   *
   * @return new arrays, (rows, features)
   */
  public float[][] mean() {
    return copy(mean);
  }

  /**
   * Rows with a draw from p(x_missing | x_observed, c): as varied as real rows. Analyse several and
   * pool the results (multiple imputation, Rubin 1987) to see how uncertain they are.
   *
   * @param number which draw, from 0
   * @return new arrays, (rows, features)
   */
  public float[][] imputation(int number) {
    return copy(imputations.get(number));
  }

  /**
   * How many draws there are.
   *
   * @return as many as the completion was asked for
   */
  public int imputations() {
    return imputations.size();
  }

  /**
   * How many equally weighted z a row's weighted ones are worth, 1 / Σ w² (Kong 1992): with a few
   * only, ask for more samples or another method. Gibbs samplers weigh all z alike, so this is then
   * their number; successive ones are alike, though. A row without a missing feature has it, too.
   *
   * @return a new array, one figure a row, 1 to the number of samples
   */
  public double[] effectiveSamples() {
    return effectiveSamples.clone();
  }

  private static float[][] copy(float[][] arrays) {
    float[][] copy = new float[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copy[i] = arrays[i].clone();
    }
    return copy;
  }
}

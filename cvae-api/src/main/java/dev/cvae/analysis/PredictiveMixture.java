package dev.cvae.analysis;

import dev.cvae.Likelihood;
import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * p(x_missing | x_observed, c) of some rows, each a mixture Σ w p(x_missing | z, c) over z that go
 * with what is observed.
 *
 * @param components p(x|z,c), (rows · samples), those of a row together
 * @param weights (rows, samples), a row's adding up to 1
 */
@SuppressWarnings("ArrayRecordComponent") // a pair of results, never compared
record PredictiveMixture(Likelihood components, double[][] weights) {

  /** All components alike. */
  static PredictiveMixture even(Likelihood components, int samples) {
    double[][] weights = new double[components.size() / samples][samples];
    for (double[] row : weights) {
      Arrays.fill(row, 1.0 / samples);
    }
    return new PredictiveMixture(components, weights);
  }

  /** Σ w E[x|z,c] of one row. */
  float[] mean(int row) {
    float[] sum = new float[components.mean(0).length];
    for (int s = 0; s < weights[row].length; s++) {
      float[] mean = components.mean(row * weights[row].length + s);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) weights[row][s] * mean[i];
      }
    }
    return sum;
  }

  /**
   * A draw from one row's mixture.
   *
   * @param place in (0, 1), by which the component is chosen
   * @param random where the draw from the component comes from
   */
  float[] draw(int row, double place, RandomStream random) {
    int last = weights[row].length - 1;
    int chosen = 0;
    double left = place - weights[row][0];
    while (left >= 0 && chosen < last) {
      chosen++;
      left -= weights[row][chosen];
    }
    return components.draw(row * weights[row].length + chosen, random);
  }

  /** 1 / Σ w² of one row. */
  double effectiveSamples(int row) {
    return 1 / Arrays.stream(weights[row]).map(w -> w * w).sum();
  }
}

package dev.cvae.sampler;

import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * Groups rows by their nearest of k centres: k-means++ chooses the first centres (Arthur &amp;
 * Vassilvitskii 2007), some of Lloyd's iterations improve them. Where expectation-maximisation
 * starts.
 */
final class KMeans {
  private static final int ITERATIONS = 10;

  private final float[][] rows;
  private final double[][] centres;
  private final int[] nearest;

  private KMeans(float[][] rows, int k) {
    this.rows = rows;
    this.centres = new double[k][];
    this.nearest = new int[rows.length];
  }

  /** For each row the index of its group, 0 to k - 1; a group may be empty. */
  static int[] groups(float[][] rows, int k, RandomStream random) {
    KMeans kMeans = new KMeans(rows, k);
    kMeans.chooseCentres(random);
    for (int i = 0; i < ITERATIONS; i++) {
      kMeans.assign();
      kMeans.moveCentres();
    }
    return kMeans.nearest;
  }

  /** The next centre is a row, chosen with a probability that grows as its squared distance. */
  private void chooseCentres(RandomStream random) {
    double[] distances = new double[rows.length];
    Arrays.fill(distances, 1);
    for (int k = 0; k < centres.length; k++) {
      centres[k] = toDouble(rows[choose(distances, random.uniform(k))]);
      for (int row = 0; row < rows.length; row++) {
        double distance = squaredDistance(rows[row], centres[k]);
        distances[row] = k == 0 ? distance : Math.min(distances[row], distance);
      }
    }
  }

  private static int choose(double[] weights, double uniform) {
    double left = uniform * Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  private void assign() {
    for (int row = 0; row < rows.length; row++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < centres.length; k++) {
        double distance = squaredDistance(rows[row], centres[k]);
        if (distance < least) {
          least = distance;
          nearest[row] = k;
        }
      }
    }
  }

  private void moveCentres() {
    int[] counts = new int[centres.length];
    double[][] sums = new double[centres.length][rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      double[] sum = sums[nearest[row]];
      counts[nearest[row]]++;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += rows[row][i];
      }
    }
    for (int k = 0; k < centres.length; k++) {
      for (int i = 0; counts[k] > 0 && i < sums[k].length; i++) {
        centres[k][i] = sums[k][i] / counts[k];
      }
    }
  }

  private static double squaredDistance(float[] row, double[] centre) {
    double sum = 0;
    for (int i = 0; i < centre.length; i++) {
      double difference = row[i] - centre[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double[] toDouble(float[] row) {
    double[] copy = new double[row.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = row[i];
    }
    return copy;
  }
}

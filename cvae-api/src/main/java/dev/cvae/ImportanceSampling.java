package dev.cvae;

import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import dev.cvae.spi.Networks;
import java.util.Arrays;

/**
 * Importance sampling of log p(x|c) in bounded memory: some examples at a time, and of each some of
 * its z at a time. Example i's s-th z is the same for any k, and however the work is cut.
 */
final class ImportanceSampling {
  private static final int DECODED_VALUES = 1 << 22; // at a time
  private static final int ROWS = 64; //                at a time

  private final Networks networks;
  private final int latent;
  private final int samples;
  private final int samplesAtOnce;
  private final Batch batch;
  private final float[] noise;
  private final float[] logWeights;

  ImportanceSampling(
      Networks networks, ModelDescription description, DataSource data, int samples) {
    this.networks = networks;
    this.latent = description.latent();
    this.samples = samples;
    int most = Math.max(1, DECODED_VALUES / description.widest());
    int rows = (int) Math.min(data.size(), Math.min(ROWS, most));
    this.samplesAtOnce = Math.min(samples, Math.max(1, most / rows));
    this.batch = new Batch(rows, description.shape(), description.conditions());
    this.noise = new float[rows * samplesAtOnce * latent];
    this.logWeights = new float[rows * samplesAtOnce];
  }

  LogLikelihood run(DataSource data, RandomStream random) {
    double[] values = new double[Math.toIntExact(data.size())];
    double[] standardErrors = new double[values.length];
    int done = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows(), done);
        WeightSum[] sums = weightsOfBatch(random, done);
        for (WeightSum sum : sums) {
          values[done] = sum.logMean();
          standardErrors[done] = sum.standardError();
          done++;
        }
      }
    }
    return new LogLikelihood(values, standardErrors, samples);
  }

  private WeightSum[] weightsOfBatch(RandomStream random, int firstRow) {
    WeightSum[] sums = new WeightSum[batch.rows()];
    Arrays.setAll(sums, row -> new WeightSum());
    for (int done = 0; done < samples; done += samplesAtOnce) {
      int count = Math.min(samplesAtOnce, samples - done);
      float[] ofRow = new float[count * latent];
      for (int row = 0; row < sums.length; row++) {
        random.split(firstRow + row).normals((long) done * latent, ofRow);
        System.arraycopy(ofRow, 0, noise, row * ofRow.length, ofRow.length);
      }
      networks.logWeights(batch, count, noise, logWeights);
      for (int i = 0; i < sums.length * count; i++) {
        sums[i / count].add(logWeights[i]);
      }
    }
    return sums;
  }

  /** Σ w and Σ w², as multiples of the greatest w and its square. */
  private static final class WeightSum {
    private double greatest = Double.NEGATIVE_INFINITY; // log w
    private double sum;
    private double squares;
    private long count;

    void add(double logWeight) {
      count++;
      if (logWeight == Double.NEGATIVE_INFINITY) {
        return; // w = 0
      }
      if (logWeight > greatest) {
        double shrink = Math.exp(greatest - logWeight);
        sum *= shrink;
        squares *= shrink * shrink;
        greatest = logWeight;
      }
      double weight = Math.exp(logWeight - greatest);
      sum += weight;
      squares += weight * weight;
    }

    double logMean() {
      return greatest + Math.log(sum / count);
    }

    /** Of log mean w: the standard deviation of w over √k and its mean. */
    double standardError() {
      double mean = sum / count;
      double variance = (squares / count - mean * mean) * count / (count - 1);
      return Math.sqrt(Math.max(0, variance) / count) / mean;
    }
  }
}

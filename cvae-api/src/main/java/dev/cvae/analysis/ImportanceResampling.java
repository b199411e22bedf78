package dev.cvae.analysis;

import dev.cvae.GenerativeModel;
import dev.cvae.Likelihood;
import dev.cvae.condition.Condition;
import dev.cvae.random.RandomStream;
import java.util.List;

/**
 * Self-normalised importance sampling of p(z | x_observed, c) (Mattei &amp; Frellsen 2019, section
 * 3.3):
 *
 * <pre>w ∝ p(x_observed|z,c) p(z|c) / r(z)</pre>
 *
 * <p>There the proposal r is the encoder's on a row with zeros for what is missing, as it is here
 * if the model was fitted to rows with gaps. Otherwise it is the average of q(z|x_s,c) over several
 * completions x_s of the row (a deterministic mixture, Owen &amp; Zhou 2000): as wide as what is
 * missing leaves z uncertain, and p(z | x_observed, c) itself if the encoder is exact and the
 * completions are draws.
 */
final class ImportanceResampling {
  private final GenerativeModel model;
  private final int samples;

  ImportanceResampling(GenerativeModel model, int samples) {
    this.model = model;
    this.samples = samples;
  }

  /** The mixture of each row, z in turn from each of the row's normal distributions in q. */
  PredictiveMixture run(
      ConditionedRows rows, boolean[][] missing, NormalDensity q, RandomStream random) {
    int proposals = q.rows() / rows.rows().length;
    float[][] z = new float[rows.rows().length * samples][];
    float[] noise = new float[model.description().latent()];
    for (int i = 0; i < z.length; i++) {
      random.normals((long) i * noise.length, noise);
      z[i] = q.at(i / samples * proposals + i % samples % proposals, noise);
    }
    List<Condition> conditions = rows.eachCondition(samples);
    Likelihood likelihood = model.densities().likelihood(z, conditions);
    double[] logPrior = model.densities().logPrior(z, conditions);
    double[][] weights = new double[rows.rows().length][samples];
    for (int row = 0; row < weights.length; row++) {
      float[] x = withZeros(rows.rows()[row], missing[row]);
      for (int s = 0; s < samples; s++) {
        int i = row * samples + s;
        double[] ofFeature = likelihood.logProbabilities(i, x);
        weights[row][s] =
            observed(ofFeature, missing[row])
                + logPrior[i]
                - logProposal(q, row * proposals, proposals, z[i]);
      }
      weights[row] = LogSumExp.normalised(weights[row]);
    }
    return new PredictiveMixture(likelihood, weights);
  }

  /** log r(z), r = 1/k Σ n_s q(z|x_s,c), if the s-th of them gave n_s of the k z. */
  private double logProposal(NormalDensity q, int first, int proposals, float[] z) {
    double[] terms = new double[proposals];
    for (int s = 0; s < proposals; s++) {
      int given = samples / proposals + (s < samples % proposals ? 1 : 0);
      terms[s] = Math.log((double) given / samples) + q.log(first + s, z);
    }
    return LogSumExp.of(terms);
  }

  /** Any value would do for what is missing: it is not counted. */
  private static float[] withZeros(float[] row, boolean[] missing) {
    float[] x = row.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = missing[i] ? 0 : x[i];
    }
    return x;
  }

  private static double observed(double[] ofFeature, boolean[] missing) {
    double sum = 0;
    for (int i = 0; i < ofFeature.length; i++) {
      sum += missing[i] ? 0 : ofFeature[i];
    }
    return sum;
  }
}

package dev.cvae.analysis;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Likelihood;
import dev.cvae.condition.Condition;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several Markov chains for each of some rows, over z and the missing features. Chain s of row r is
 * number r · chains + s. The missing features begin as draws from the model that know nothing of
 * the observed ones.
 */
final class GibbsChains {
  private final GenerativeModel model;
  private final ConditionedRows data; // one row a chain, its missing features as they are now
  private final boolean[][] missing; //  one row a chain
  private final RandomStream random;
  private final int chains;
  private float[][] z;
  private int steps;

  GibbsChains(
      GenerativeModel model,
      ConditionedRows rows,
      boolean[][] missing,
      int chains,
      RandomStream random) {
    this.model = model;
    this.random = random;
    this.chains = chains;
    this.missing = new boolean[missing.length * chains][];
    float[][] x = new float[this.missing.length][];
    for (int i = 0; i < x.length; i++) {
      x[i] = rows.rows()[i / chains].clone();
      this.missing[i] = missing[i / chains];
    }
    List<Condition> conditions = rows.eachCondition(chains);
    this.data = new ConditionedRows(rows.shape(), rows.conditions(), x, conditions);
    this.z = model.generate(GenerationRequest.of(conditions).seed(random.bits(0))).latents();
    fill(model.densities().likelihood(z, conditions));
  }

  /**
   * z from q(z|x,c), then the missing features from p(x|z,c): pseudo-Gibbs sampling (Rezende,
   * Mohamed &amp; Wierstra 2014, appendix F), which is exact if q is the true posterior.
   */
  void pseudoGibbs() {
    steps++;
    z = propose(posterior());
    fill(model.densities().likelihood(z, data.conditionOfRow()));
  }

  /**
   * The same with z only proposed by q, and accepted with probability min(1, w(z') / w(z)), w =
   * p(x|z,c) p(z|c) / q(z|x,c): Metropolis-within-Gibbs (Mattei &amp; Frellsen 2018, algorithm 2),
   * which is exact in the long run whatever q is.
   */
  void metropolisWithinGibbs() {
    steps++;
    NormalDensity q = posterior();
    float[][] proposed = propose(q);
    int all = z.length;
    float[][] both = Stream.of(z, proposed).flatMap(Arrays::stream).toArray(float[][]::new);
    List<Condition> conditions = new ArrayList<>(data.conditionOfRow());
    conditions.addAll(data.conditionOfRow());
    Likelihood likelihood = model.densities().likelihood(both, conditions);
    double[] logWeights = model.densities().logPrior(both, conditions);
    for (int i = 0; i < both.length; i++) {
      float[] x = data.rows()[i % all];
      logWeights[i] += likelihood.logProbability(i, x) - q.log(i % all, both[i]);
    }
    RandomStream coins = random.split(steps).split("accept");
    float[][] next = new float[all][];
    for (int i = 0; i < all; i++) {
      boolean accepted = Math.log(coins.uniform(i)) < logWeights[all + i] - logWeights[i];
      next[i] = accepted ? proposed[i] : z[i];
      fill(likelihood, i, accepted ? all + i : i);
    }
    z = next;
  }

  /** How many chains a row has. */
  int chains() {
    return chains;
  }

  /** The latents that the missing features were drawn at, one a chain. */
  float[][] latents() {
    return z;
  }

  /** q(z|x,c) with the missing features as they are now. */
  NormalDensity posterior() {
    return new NormalDensity(model.encode(data));
  }

  private float[][] propose(NormalDensity q) {
    RandomStream noise = random.split(steps).split("latent");
    float[][] proposed = new float[z.length][];
    float[] epsilon = new float[z[0].length];
    for (int chain = 0; chain < proposed.length; chain++) {
      noise.normals((long) chain * epsilon.length, epsilon);
      proposed[chain] = q.at(chain, epsilon);
    }
    return proposed;
  }

  private void fill(Likelihood likelihood) {
    for (int chain = 0; chain < missing.length; chain++) {
      fill(likelihood, chain, chain);
    }
  }

  private void fill(Likelihood likelihood, int chain, int distribution) {
    float[] drawn = likelihood.draw(distribution, random.split(steps).split("data").split(chain));
    for (int i = 0; i < drawn.length; i++) {
      if (missing[chain][i]) {
        data.rows()[chain][i] = drawn[i];
      }
    }
  }
}

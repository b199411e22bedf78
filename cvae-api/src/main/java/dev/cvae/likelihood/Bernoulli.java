package dev.cvae.likelihood;

import dev.cvae.random.RandomStream;

/**
 * Independent Bernoulli variables with logits l from the decoder, and mean f = 1 / (1 + e^−l):
 *
 * <pre>log p(x|z,c) = Σ x log f + (1 − x) log(1 − f) = Σ x l − softplus(l)</pre>
 *
 * <p>Used for grey values in [0, 1], too, as in Kingma &amp; Welling (2014) and the article, where
 * it is the likelihood of no distribution over greys.
 */
public record Bernoulli() implements LossDefaults {
  @Override
  public int outputs(int features) {
    return features;
  }

  @Override
  public double logProbability(float[] x, double[] logits) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * logits[i] - Logistic.softplus(logits[i]);
    }
    return sum;
  }

  @Override
  public void mean(double[] logits, float[] mean) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) Logistic.sigmoid(logits[i]);
    }
  }

  @Override
  public void draw(double[] logits, RandomStream random, long position, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = random.uniform(position + i) < Logistic.sigmoid(logits[i]) ? 1f : 0f;
    }
  }

  /** As users write it. */
  @Override
  public String toString() {
    return "BCE";
  }
}

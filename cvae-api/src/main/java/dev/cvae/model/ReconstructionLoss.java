package dev.cvae.model;

import dev.cvae.random.RandomStream;

/**
 * How a reconstruction is held against the data: the likelihood p(x|z,c), whose negative logarithm,
 * summed over features, is the loss.
 */
public sealed interface ReconstructionLoss {
  /** {@link Bernoulli}: binary cross-entropy, for values in [0, 1]; the article's. */
  ReconstructionLoss BCE = new Bernoulli();

  /** {@link Gaussian}: half the squared error, for any numbers. */
  ReconstructionLoss MSE = new Gaussian();

  /**
   * The part of log p(x|z,c) that no parameter changes, for one example.
   *
   * @param features how many values an example has
   * @return the constant in nats; the reconstruction loss is {@code constant - log p(x|z,c)}
   */
  double logConstant(int features);

  /**
   * The least value that data may have.
   *
   * @return the bound, inclusive
   */
  float lowest();

  /**
   * The greatest value that data may have.
   *
   * @return the bound, inclusive
   */
  float highest();

  /**
   * Replaces the mean of p(x|z,c) by a draw from it.
   *
   * @param values the mean of one example; overwritten
   * @param random where the draw comes from
   * @param position the stream's position for the first value
   */
  void draw(float[] values, RandomStream random, long position);

  /**
   * Independent Bernoulli variables with their logits from the decoder: log p(x|z,c) = Σ x log f +
   * (1 - x) log(1 - f), the mean f being the logits' sigmoid. Used for grey values in [0, 1], too,
   * as in Kingma &amp; Welling (2014) and the article.
   */
  record Bernoulli() implements ReconstructionLoss {
    @Override
    public double logConstant(int features) {
      return 0;
    }

    @Override
    public float lowest() {
      return 0;
    }

    @Override
    public float highest() {
      return 1;
    }

    @Override
    public void draw(float[] values, RandomStream random, long position) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.uniform(position + i) < values[i] ? 1f : 0f;
      }
    }

    /** As users write it. */
    @Override
    public String toString() {
      return "BCE";
    }
  }

  /**
   * Independent normal variables with σ = 1 and their mean f from the decoder: log p(x|z,c) = -½‖x
   * - f‖² - D/2 log 2π.
   */
  record Gaussian() implements ReconstructionLoss {
    @Override
    public double logConstant(int features) {
      return -0.5 * features * Math.log(2 * Math.PI);
    }

    @Override
    public float lowest() {
      return -Float.MAX_VALUE;
    }

    @Override
    public float highest() {
      return Float.MAX_VALUE;
    }

    @Override
    public void draw(float[] values, RandomStream random, long position) {
      for (int i = 0; i < values.length; i++) {
        values[i] += random.normal(position + i);
      }
    }

    /** As users write it. */
    @Override
    public String toString() {
      return "MSE";
    }
  }
}

package dev.cvae.likelihood;

import java.util.Optional;

/**
 * What most losses have in common: data in [0, 1], the decoder's outputs as parameters, no
 * constant. Apart from {@link ReconstructionLoss}, whose constants are losses: a class that is
 * initialised initialises the interfaces whose default methods it inherits, and two threads could
 * wait for each other.
 */
sealed interface LossDefaults extends ReconstructionLoss
    permits Bernoulli,
        ContinuousBernoulli,
        Gaussian,
        DiscretisedLogistic,
        Categorical,
        Mixed,
        Observed,
        CustomLoss {
  @Override
  default Part on(int features) {
    return new Part(this, features);
  }

  @Override
  default int parameters(int features) {
    return outputs(features);
  }

  @Override
  default double logConstant(int features) {
    return 0;
  }

  @Override
  default float lowest() {
    return 0;
  }

  @Override
  default float highest() {
    return 1;
  }

  @Override
  default boolean allowsMissing() {
    return false;
  }

  @Override
  default Optional<RowRule> rowRule() {
    return Optional.empty();
  }

  @Override
  default void logProbabilities(float[] x, double[] parameters, double[] ofFeature) {
    float[] one = new float[1];
    double[] itsOwn =
        new double[parameters.length / x.length]; // x.length of each kind lie together
    for (int i = 0; i < x.length; i++) {
      one[0] = x[i];
      for (int kind = 0; kind < itsOwn.length; kind++) {
        itsOwn[kind] = parameters[kind * x.length + i];
      }
      ofFeature[i] = logProbability(one, itsOwn);
    }
  }
}

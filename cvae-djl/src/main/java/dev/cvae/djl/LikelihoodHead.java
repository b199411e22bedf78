package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.error.BackendException;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.Categorical;
import dev.cvae.likelihood.ContinuousBernoulli;
import dev.cvae.likelihood.DiscretisedLogistic;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.ReconstructionLoss;

/** From the decoder's outputs to p(x|z,c), with the weights that this takes, such as σ. */
interface LikelihoodHead {
  /** From (rows, outputs). */
  Likelihood of(NDArray outputs);

  /**
   * Builds the head that a reconstruction loss names.
   *
   * @param name where its weights stand in the model file
   * @param first where its features begin in a row of data
   * @param features how many values there are
   */
  static LikelihoodHead of(
      String name, ReconstructionLoss loss, int first, int features, Weights weights) {
    if (loss instanceof Bernoulli) {
      return BernoulliLikelihood::new;
    } else if (loss instanceof ContinuousBernoulli) {
      return ContinuousBernoulliLikelihood::new;
    } else if (loss instanceof Gaussian gaussian) {
      return GaussianLikelihood.head(name, gaussian, first, features, weights);
    } else if (loss instanceof DiscretisedLogistic) {
      return DiscretisedLogisticLikelihood::of;
    } else if (loss instanceof Categorical categorical) {
      return outputs -> new CategoricalLikelihood(categorical, outputs);
    } else if (loss instanceof Mixed mixed) {
      return MixedLikelihood.head(name, mixed, first, weights);
    } else if (loss instanceof DjlLoss own) {
      return outputs -> new OwnLikelihood(own, outputs);
    }
    throw new BackendException(
        "the reconstruction loss must be a built-in one or a DjlLoss for this backend, was "
            + loss);
  }
}

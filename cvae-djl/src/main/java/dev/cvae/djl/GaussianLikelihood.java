package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.likelihood.Gaussian;
import org.jspecify.annotations.Nullable;

/**
 * Independent normal variables: −Σ ½ ((x − f) / σ)² + log σ + ½ log 2π.
 *
 * @param mean f, (rows, features)
 * @param logSigma log σ, (rows, features); null for σ = 1: MSE
 * @param logConstant −D/2 log 2π
 */
record GaussianLikelihood(NDArray mean, @Nullable NDArray logSigma, float logConstant)
    implements Likelihood {
  static LikelihoodHead head(String name, Gaussian loss, int first, int features, Weights weights) {
    float constant = (float) loss.logConstant(features);
    if (loss.sigma() == Gaussian.Sigma.ONE) {
      return mean -> new GaussianLikelihood(mean, null, constant);
    }
    int sigmas = loss.sigma() == Gaussian.Sigma.SHARED ? 1 : features;
    NDArray logSigma = weights.addLogSigma(name + ".log_sigma", sigmas, first, features);
    // added to zeros of the batch, which then own the result, and not the weights' manager
    return mean -> new GaussianLikelihood(mean, mean.zerosLike().add(logSigma), constant);
  }

  @Override
  public NDArray logProbability(NDArray x) {
    int[] features = {1};
    if (logSigma == null) {
      NDArray squares = mean.sub(x).square().sum(features);
      return squares.mul(Constant.of(-0.5f, squares)).add(logConstant);
    }
    NDArray standardised = mean.sub(x).mul(logSigma.neg().exp());
    NDArray half = Constant.of(0.5f, mean);
    return standardised.square().mul(half).add(logSigma).sum(features).neg().add(logConstant);
  }

  @Override
  public NDArray parameters() {
    return logSigma == null ? mean : mean.concat(logSigma, 1);
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.cvae.model.ReconstructionLoss;

/** The distribution p(x|z,c) that the decoder's output stands for, a row for each example. */
interface Likelihood {
  /** log p(x|z,c) in nats, summed over features, constants included; (batch). */
  NDArray logProbability(NDArray x);

  /** The mean of p(x|z,c); (batch, features). */
  NDArray mean();

  static Likelihood of(ReconstructionLoss loss, NDArray output) {
    if (loss instanceof ReconstructionLoss.Bernoulli) {
      return new Bernoulli(output);
    }
    if (loss instanceof ReconstructionLoss.Gaussian) {
      return new Gaussian(output, loss.logConstant((int) output.getShape().get(1)));
    }
    throw new IllegalArgumentException("no such reconstruction loss in this backend: " + loss);
  }

  /** BCE. With logits l: x log s(l) + (1 − x) log(1 − s(l)) = x l − softplus(l). */
  record Bernoulli(NDArray logits) implements Likelihood {
    @Override
    public NDArray logProbability(NDArray x) {
      return logits.mul(x).sub(Activation.softPlus(logits)).sum(new int[] {1});
    }

    @Override
    public NDArray mean() {
      return Activation.sigmoid(logits);
    }
  }

  /** MSE: σ = 1, so −½‖x − f‖² − D/2 log 2π. */
  record Gaussian(NDArray mean, double logConstant) implements Likelihood {
    @Override
    public NDArray logProbability(NDArray x) {
      NDArray squares = mean.sub(x).square().sum(new int[] {1});
      return squares.mul(Constant.of(-0.5f, squares)).add((float) logConstant);
    }
  }
}

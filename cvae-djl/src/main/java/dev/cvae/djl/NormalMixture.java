package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * A mixture of K equally likely diagonal normal distributions for each row, or one for all rows.
 *
 * @param mean μ, (rows or 1, K, latent)
 * @param logVariance log σ², (rows or 1, K, latent)
 */
record NormalMixture(NDArray mean, NDArray logVariance) implements LatentDistribution {
  /** log 1/K Σ_k N(z; μ_k, σ_k²), with the greatest term taken out of the sum. */
  @Override
  public NDArray logProbability(NDArray z) {
    NDArray squares = z.expandDims(1).sub(mean).square().mul(logVariance.neg().exp());
    NDArray terms = squares.add(logVariance).add((float) Math.log(2 * Math.PI));
    NDArray logs = terms.sum(new int[] {2}).mul(Constant.of(-0.5f, terms)); // (rows, K)
    return LogMeanExp.of(logs);
  }

  /** log q(z) − log p(z), averaged over a row's draws. */
  @Override
  public NDArray klFrom(DiagonalNormal posterior, NDArray z) {
    Draws draws = Draws.of(posterior.mean(), z);
    NDArray log = draws.each(posterior).logProbability(z).sub(each(draws).logProbability(z));
    return draws.mean(log).expandDims(1);
  }

  /** The component number ⌊u K⌋, and its mean and σ with the noise. */
  @Override
  public NDArray sample(NDArray uniform, NDArray noise) {
    long components = mean.getShape().get(1);
    NDArray scaled =
        uniform.mul(components).minimum(components - 0.5f); // (rows, 1), however rounded
    NDArray numbers = uniform.getManager().arange((float) components).reshape(1, components);
    NDArray chosen =
        scaled
            .gte(numbers)
            .logicalAnd(scaled.lt(numbers.add(1f)))
            .toType(DataType.FLOAT32, false)
            .expandDims(2); //                                              (rows, K, 1), one-hot
    int[] component = {1};
    DiagonalNormal one =
        new DiagonalNormal(mean.mul(chosen).sum(component), logVariance.mul(chosen).sum(component));
    return one.sample(noise);
  }

  @Override
  public NormalMixture each(Draws draws) {
    return mean.getShape().get(0) == 1
        ? this
        : new NormalMixture(draws.each(mean), draws.each(logVariance));
  }
}

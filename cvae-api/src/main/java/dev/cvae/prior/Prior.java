package dev.cvae.prior;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The distribution p(z|c) that latents are drawn from and the posterior is held against.
 *
 * <pre>{@code
 * Cvae.builder().latent(64).prior(Prior.conditional())      // a normal distribution for each c
 * Cvae.builder().latent(40).prior(Prior.vamp(100))          // a mixture of 100 posteriors
 * }</pre>
 *
 * <p>Each is a mixture of K ≥ 1 equally likely diagonal normal distributions. What a kind has of
 * its own is said here, and what is computed from it in {@link
 * dev.cvae.architecture.Architecture#prior}.
 */
public sealed interface Prior permits StandardNormal, ConditionalNormal, VampPrior {
  /** N(0, I), whatever the condition; the article's. */
  Prior STANDARD_NORMAL = new StandardNormal();

  /**
   * {@link ConditionalNormal}: p(z|c), normal with a mean and a variance that networks learn to
   * give for each c.
   *
   * @param hidden the widths of that network's hidden layers, with ReLU; none for a linear map,
   *     which for one category field is a mean and a variance a category
   * @return the prior, for conditional models
   */
  static Prior conditional(int... hidden) {
    return new ConditionalNormal(Arrays.stream(hidden).boxed().toList());
  }

  /**
   * {@link VampPrior}: a mixture of the posteriors of pseudo-inputs, which are learned.
   *
   * @param components how many pseudo-inputs, 1 to 10,000
   * @return the prior; p(z|c) in a conditional model
   */
  static Prior vamp(int components) {
    return new VampPrior(components);
  }

  /**
   * Whether p(z|c) is a product over latents, so that the KL is a sum over them.
   *
   * @return true if each latent has a KL of its own
   */
  boolean factorises();

  /**
   * Whether this is for conditional models only.
   *
   * @return true if there is no such prior without a condition
   */
  boolean needsCondition();

  /**
   * The layers of a network of its own.
   *
   * @return the widths of the hidden ones; none without
   */
  List<Integer> hidden();

  /**
   * What a mixture learns of each of its components.
   *
   * @param features how many values a row of data has
   * @param latent the size of z
   * @return the weight, or empty for a single normal distribution
   */
  Optional<ComponentTable> table(int features, int latent);
}

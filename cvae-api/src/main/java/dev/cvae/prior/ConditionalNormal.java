package dev.cvae.prior;

import dev.cvae.error.InvalidSettingException;
import java.util.List;
import java.util.Optional;

/**
 * p(z|c) = N(μ(c), diag σ²(c)), the prior network of Sohn, Lee &amp; Yan (2015, section 3): hidden
 * layers from c, and two heads, learned with the rest of the model.
 *
 * @param hidden the width of each hidden layer, with ReLU, each 1 to 1,048,576; may be empty
 */
public record ConditionalNormal(List<Integer> hidden) implements Prior {
  private static final int WIDEST = 1 << 20;

  /** Checks the widths. */
  public ConditionalNormal {
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(width -> width < 1 || width > WIDEST)) {
      throw InvalidSettingException.of(
          "hidden layers of the prior", "must have widths from 1 to " + WIDEST, hidden);
    }
  }

  @Override
  public boolean factorises() {
    return true;
  }

  @Override
  public boolean needsCondition() {
    return true;
  }

  @Override
  public Optional<ComponentTable> table(int features, int latent) {
    return Optional.empty();
  }

  /** As the field writes it. */
  @Override
  public String toString() {
    return "learned p(z|c)" + (hidden.isEmpty() ? "" : " with hidden " + hidden);
  }
}

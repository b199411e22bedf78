package dev.cvae.prior;

import dev.cvae.error.InvalidSettingException;
import java.util.List;
import java.util.Optional;

/**
 * The variational mixture of posteriors (Tomczak &amp; Welling 2018, equation 9), with a condition
 * where the model has one:
 *
 * <pre>p(z|c) = 1/K Σ q(z|u_k, c)</pre>
 *
 * <p>for K pseudo-inputs u_k, of the data's shape, which begin as rows of the training data and are
 * learned. Its KL has no closed form and is estimated at the z drawn. A step encodes K
 * pseudo-inputs for each different condition of its batch: with few categories that is little, with
 * number fields it is K a row.
 *
 * @param components K, 1 to 10,000
 */
public record VampPrior(int components) implements Prior {
  private static final int MOST = 10_000;

  /** Checks the range. */
  public VampPrior {
    if (components < 1 || components > MOST) {
      throw InvalidSettingException.of(
          "components of the VampPrior", "must be 1 to " + MOST, components);
    }
  }

  @Override
  public boolean factorises() {
    return false;
  }

  @Override
  public boolean needsCondition() {
    return false;
  }

  @Override
  public List<Integer> hidden() {
    return List.of();
  }

  /** The pseudo-inputs u. */
  @Override
  public Optional<ComponentTable> table(int features, int latent) {
    return Optional.of(new ComponentTable("prior.pseudo_inputs", components, features));
  }

  /** As the field writes it. */
  @Override
  public String toString() {
    return "VampPrior of " + components;
  }
}

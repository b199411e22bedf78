package dev.cvae.prior;

import java.util.List;
import java.util.Optional;

/** N(0, I), whatever the condition (Kingma &amp; Welling 2014). */
public record StandardNormal() implements Prior {
  @Override
  public boolean factorises() {
    return true;
  }

  @Override
  public boolean needsCondition() {
    return false;
  }

  @Override
  public List<Integer> hidden() {
    return List.of();
  }

  @Override
  public Optional<ComponentTable> table(int features, int latent) {
    return Optional.empty();
  }

  /** As the field writes it. */
  @Override
  public String toString() {
    return "N(0, I)";
  }
}

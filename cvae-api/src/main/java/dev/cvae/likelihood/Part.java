package dev.cvae.likelihood;

import dev.cvae.error.InvalidSettingException;

/**
 * One part of a {@link Mixed} loss.
 *
 * @param loss of these features
 * @param features how many neighbouring features it is for, at least 1
 */
public record Part(ReconstructionLoss loss, int features) {
  /** Checks that the loss can be for so many features. */
  public Part {
    if (features < 1) {
      throw InvalidSettingException.of(
          "features of a part of the reconstruction loss", "must be positive", features);
    }
    if (loss.allowsMissing()) {
      throw InvalidSettingException.of(
          "loss of a part of the reconstruction loss",
          "must be one of complete rows, as in observed(mixed(…))",
          loss);
    }
    loss.outputs(features);
  }

  /** As users write it. */
  @Override
  public String toString() {
    return loss + " on " + features;
  }
}

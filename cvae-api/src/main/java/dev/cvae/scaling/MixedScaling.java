package dev.cvae.scaling;

import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A scaling for each stretch of a row's features.
 *
 * @param parts in the order of the features
 */
public record MixedScaling(List<Part> parts) implements FittedScaling {
  /**
   * One part.
   *
   * @param scaling of these features
   * @param features how many neighbouring features it is for, at least 1
   */
  public record Part(FittedScaling scaling, int features) {
    /** Checks that the scaling is of so many features. */
    public Part {
      if (features < 1) {
        throw InvalidSettingException.of(
            "features of a part of the scaling", "must be positive", features);
      }
      if (!scaling.fits(features)) {
        throw InvalidSettingException.of(
            "part of the scaling", "must be of %d features".formatted(features), scaling);
      }
    }

    /** For people: {@code affine of 3 features}. */
    @Override
    public String toString() {
      return scaling.isNone()
          ? "none of " + (features == 1 ? "1 feature" : features + " features")
          : scaling.toString();
    }
  }

  /** Copies the list. */
  public MixedScaling {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw InvalidSettingException.of("parts of a mixed scaling", "must be at least one", parts);
    }
  }

  @Override
  public boolean fits(int features) {
    return parts.stream().mapToInt(Part::features).sum() == features;
  }

  @Override
  public void scale(float[] row) {
    each(row, FittedScaling::scale);
  }

  @Override
  public void undo(float[] row) {
    each(row, FittedScaling::undo);
  }

  /** The sum of the parts'. */
  @Override
  public double logJacobian() {
    return parts.stream().mapToDouble(part -> part.scaling().logJacobian()).sum();
  }

  private void each(float[] row, BiConsumer<FittedScaling, float[]> change) {
    int start = 0;
    for (Part part : parts) {
      int end = start + part.features();
      if (!part.scaling().isNone()) {
        float[] ofPart = Arrays.copyOfRange(row, start, end);
        change.accept(part.scaling(), ofPart);
        System.arraycopy(ofPart, 0, row, start, ofPart.length);
      }
      start = end;
    }
  }

  /** For people: {@code affine of 3 features, none of 4 features}. */
  @Override
  public String toString() {
    return parts.stream().map(Part::toString).collect(Collectors.joining(", "));
  }
}

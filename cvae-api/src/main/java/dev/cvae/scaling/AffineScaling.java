package dev.cvae.scaling;

import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;

/**
 * scaled = (value − shift) / scale, for each feature: standardised with its mean and standard
 * deviation, or min-max with its least value and its range.
 */
public final class AffineScaling implements FittedScaling {
  private final double[] shift;
  private final double[] scale;

  /**
   * A scaling by given numbers.
   *
   * @param shift one a feature, finite
   * @param scale one a feature, positive and finite
   */
  public AffineScaling(double[] shift, double[] scale) {
    this.shift = shift.clone();
    this.scale = scale.clone();
    if (shift.length != scale.length) {
      throw InvalidSettingException.of(
          "scaling", "must have as many shifts as scales", shift.length + " and " + scale.length);
    }
    for (int i = 0; i < shift.length; i++) {
      if (!Double.isFinite(shift[i])) {
        throw InvalidSettingException.of("shift of feature " + i, "must be finite", shift[i]);
      }
      if (!(scale[i] > 0 && scale[i] < Double.POSITIVE_INFINITY)) {
        throw InvalidSettingException.of(
            "scale of feature " + i, "must be positive and finite", scale[i]);
      }
    }
  }

  /**
   * What is taken away.
   *
   * @return a new array, one a feature
   */
  public double[] shift() {
    return shift.clone();
  }

  /**
   * What is then divided by.
   *
   * @return a new array, one a feature
   */
  public double[] scale() {
    return scale.clone();
  }

  /** −Σ log scale. */
  @Override
  public double logJacobian() {
    return -Arrays.stream(scale).map(Math::log).sum();
  }

  @Override
  public boolean fits(int features) {
    return features == shift.length;
  }

  @Override
  public void scale(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) ((row[i] - shift[i]) / scale[i]);
    }
  }

  @Override
  public void undo(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (shift[i] + scale[i] * row[i]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AffineScaling that
        && Arrays.equals(shift, that.shift)
        && Arrays.equals(scale, that.scale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shift) + Arrays.hashCode(scale);
  }

  @Override
  public String toString() {
    return "affine of " + (shift.length == 1 ? "1 feature" : shift.length + " features");
  }
}

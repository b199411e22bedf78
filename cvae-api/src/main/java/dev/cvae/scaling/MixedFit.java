package dev.cvae.scaling;

import dev.cvae.error.InvalidSettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers of each part, all in one pass. */
final class MixedFit implements ScalingFit {
  private final List<Scaling.Part> parts;
  private final List<ScalingFit> fits = new ArrayList<>();

  MixedFit(List<Scaling.Part> parts, int features, long rows) {
    int sum = parts.stream().mapToInt(Scaling.Part::features).sum();
    if (sum != features) {
      throw InvalidSettingException.of(
          "parts of a mixed scaling",
          "must add up to the features of a row, " + features,
          sum + ": " + parts);
    }
    this.parts = parts;
    parts.forEach(part -> fits.add(part.scaling().start(part.features(), rows)));
  }

  @Override
  public void add(float[] row) {
    int start = 0;
    for (int i = 0; i < fits.size(); i++) {
      int end = start + parts.get(i).features();
      fits.get(i).add(Arrays.copyOfRange(row, start, end));
      start = end;
    }
  }

  @Override
  public FittedScaling fitted() {
    List<MixedScaling.Part> fitted = new ArrayList<>();
    for (int i = 0; i < fits.size(); i++) {
      fitted.add(new MixedScaling.Part(fits.get(i).fitted(), parts.get(i).features()));
    }
    return fitted.stream().allMatch(part -> part.scaling().isNone())
        ? FittedScaling.none()
        : new MixedScaling(fitted);
  }
}

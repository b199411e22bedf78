package dev.cvae.likelihood;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A loss for each stretch of a row's features: log p(x|z,c) is the sum of theirs. The decoder's
 * outputs, and the parameters, are those of the first part, then of the second, and so on.
 *
 * @param parts in the order of the features
 */
public record Mixed(List<Part> parts) implements LossDefaults {
  /** Copies the list. */
  public Mixed {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw InvalidSettingException.of(
          "parts of a mixed reconstruction loss", "must be at least one", parts);
    }
  }

  @Override
  public int outputs(int features) {
    int sum = parts.stream().mapToInt(Part::features).sum();
    if (sum != features) {
      throw InvalidSettingException.of(
          "parts of a mixed reconstruction loss",
          "must add up to the features of a row, " + features,
          sum + ": " + parts);
    }
    return parts.stream().mapToInt(part -> part.loss().outputs(part.features())).sum();
  }

  @Override
  public int parameters(int features) {
    return parts.stream().mapToInt(part -> part.loss().parameters(part.features())).sum();
  }

  @Override
  public double logConstant(int features) {
    return parts.stream().mapToDouble(part -> part.loss().logConstant(part.features())).sum();
  }

  @Override
  public float lowest() {
    return (float) parts.stream().mapToDouble(part -> part.loss().lowest()).min().orElseThrow();
  }

  @Override
  public float highest() {
    return (float) parts.stream().mapToDouble(part -> part.loss().highest()).max().orElseThrow();
  }

  /** Each part has the values that its loss asks for. */
  @Override
  public Optional<RowRule> rowRule() {
    return Optional.of(this::objection);
  }

  private String objection(float[] x, int firstColumn) {
    int start = 0;
    for (Part part : parts) {
      float[] ofPart = Arrays.copyOfRange(x, start, start + part.features());
      String objection = objection(part.loss(), ofPart, firstColumn + start);
      if (!objection.isEmpty()) {
        return objection;
      }
      start += part.features();
    }
    return "";
  }

  private static String objection(ReconstructionLoss loss, float[] x, int firstColumn) {
    for (int i = 0; i < x.length; i++) {
      if (x[i] < loss.lowest() || x[i] > loss.highest()) {
        return "must lie in [%s, %s] under %s, column %d was %s"
            .formatted(loss.lowest(), loss.highest(), loss, firstColumn + i, x[i]);
      }
    }
    return loss.rowRule().map(rule -> rule.objection(x, firstColumn)).orElse("");
  }

  @Override
  public double logProbability(float[] x, double[] parameters) {
    double sum = 0;
    int start = 0;
    int first = 0;
    for (Part part : parts) {
      int end = start + part.features();
      int last = first + part.loss().parameters(part.features());
      float[] xOfPart = Arrays.copyOfRange(x, start, end);
      sum += part.loss().logProbability(xOfPart, Arrays.copyOfRange(parameters, first, last));
      start = end;
      first = last;
    }
    return sum;
  }

  @Override
  public void logProbabilities(float[] x, double[] parameters, double[] ofFeature) {
    int start = 0;
    int first = 0;
    for (Part part : parts) {
      int end = start + part.features();
      int last = first + part.loss().parameters(part.features());
      double[] ofPart = new double[part.features()];
      part.loss()
          .logProbabilities(
              Arrays.copyOfRange(x, start, end),
              Arrays.copyOfRange(parameters, first, last),
              ofPart);
      System.arraycopy(ofPart, 0, ofFeature, start, ofPart.length);
      start = end;
      first = last;
    }
  }

  @Override
  public void mean(double[] parameters, float[] mean) {
    each(parameters, mean, (loss, ofPart, at, values) -> loss.mean(ofPart, values));
  }

  @Override
  public void draw(double[] parameters, RandomStream random, long position, float[] x) {
    each(
        parameters,
        x,
        (loss, ofPart, at, values) -> loss.draw(ofPart, random, position + at, values));
  }

  /** Fills the features of one part that begin at a place. */
  private interface Filling {
    void fill(ReconstructionLoss loss, double[] parameters, int at, float[] values);
  }

  private void each(double[] parameters, float[] out, Filling filling) {
    int start = 0;
    int first = 0;
    for (Part part : parts) {
      int last = first + part.loss().parameters(part.features());
      float[] values = new float[part.features()];
      filling.fill(part.loss(), Arrays.copyOfRange(parameters, first, last), start, values);
      System.arraycopy(values, 0, out, start, values.length);
      start += values.length;
      first = last;
    }
  }

  /** As users write it. */
  @Override
  public String toString() {
    return "mixed " + parts;
  }
}

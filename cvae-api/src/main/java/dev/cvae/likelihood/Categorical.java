package dev.cvae.likelihood;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.List;
import java.util.Optional;

/**
 * Independent categorical variables, each a one-hot group of neighbouring features, with logits l
 * from the decoder:
 *
 * <pre>log p(x|z,c) = Σ over groups Σ x (l − log Σ e^l)</pre>
 *
 * @param sizes how many features each group has, at least 1
 */
public record Categorical(List<Integer> sizes) implements LossDefaults {
  /** Checks the sizes. */
  public Categorical {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw InvalidSettingException.of(
          "sizes of a categorical reconstruction loss", "must be positive, one a group", sizes);
    }
  }

  @Override
  public int outputs(int features) {
    int sum = sizes.stream().mapToInt(Integer::intValue).sum();
    if (sum != features) {
      throw InvalidSettingException.of(
          "sizes of a categorical reconstruction loss",
          "must add up to the features of a row, " + features,
          sizes);
    }
    return features;
  }

  @Override
  public double logProbability(float[] x, double[] logits) {
    double sum = 0;
    int start = 0;
    for (int size : sizes) {
      double logSum = logSumExp(logits, start, size);
      for (int i = start; i < start + size; i++) {
        sum += x[i] * (logits[i] - logSum);
      }
      start += size;
    }
    return sum;
  }

  @Override
  public void logProbabilities(float[] x, double[] logits, double[] ofFeature) {
    int start = 0;
    for (int size : sizes) {
      double logSum = logSumExp(logits, start, size);
      for (int i = start; i < start + size; i++) {
        ofFeature[i] = x[i] * (logits[i] - logSum);
      }
      start += size;
    }
  }

  @Override
  public void mean(double[] logits, float[] mean) {
    int start = 0;
    for (int size : sizes) {
      double logSum = logSumExp(logits, start, size);
      for (int i = start; i < start + size; i++) {
        mean[i] = (float) Math.exp(logits[i] - logSum);
      }
      start += size;
    }
  }

  @Override
  public void draw(double[] logits, RandomStream random, long position, float[] x) {
    int start = 0;
    for (int size : sizes) {
      double left = random.uniform(position + start);
      double logSum = logSumExp(logits, start, size);
      int drawn = start;
      while (drawn < start + size - 1) {
        left -= Math.exp(logits[drawn] - logSum);
        if (left < 0) {
          break;
        }
        drawn++;
      }
      for (int i = start; i < start + size; i++) {
        x[i] = i == drawn ? 1f : 0f;
      }
      start += size;
    }
  }

  /** Each group has one 1, or is missing as a whole. */
  @Override
  public Optional<RowRule> rowRule() {
    return Optional.of(this::objection);
  }

  private String objection(float[] x, int firstColumn) {
    int start = 0;
    for (int size : sizes) {
      int ones = 0;
      int missing = 0; // which an observed loss alone lets come so far
      for (int i = start; i < start + size; i++) {
        ones += x[i] == 1f ? 1 : x[i] == 0f ? 0 : 2;
        missing += Float.isNaN(x[i]) ? 1 : 0;
      }
      if (ones != 1 && missing != size) {
        int first = firstColumn + start;
        return "must have one 1 and else 0 in columns %d..%d".formatted(first, first + size - 1);
      }
      start += size;
    }
    return "";
  }

  private static double logSumExp(double[] logits, int start, int size) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = start; i < start + size; i++) {
      most = Math.max(most, logits[i]);
    }
    double sum = 0;
    for (int i = start; i < start + size; i++) {
      sum += Math.exp(logits[i] - most);
    }
    return most + Math.log(sum);
  }

  /** As the field calls it. */
  @Override
  public String toString() {
    return "categorical " + sizes;
  }
}

package dev.cvae.likelihood;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.random.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Another loss of those features that a row has; NaN stands for one that is missing (Mattei &amp;
 * Frellsen 2019, equation 3; Nazábal et al. 2020, equation 3):
 *
 * <pre>log p(x_observed|z,c) = Σ log p(x_i|z,c) over the observed features i</pre>
 *
 * <p>Models with this loss can be fitted to rows with gaps, and asked about them. Their encoders
 * see 0 for what is missing, the mean of standardised data. It takes values that are missing at
 * random: whether a value is missing may depend on what is observed, not on the value itself.
 *
 * @param loss of complete rows, of built-in ones alone
 */
public record Observed(ReconstructionLoss loss) implements LossDefaults {
  /** Checks that the loss tells features apart. */
  public Observed {
    if (loss instanceof Observed || hasOwn(loss)) {
      throw InvalidSettingException.of(
          "reconstruction loss of observed features", "must be a built-in one", loss);
    }
  }

  /** An own loss gives the sum over all features alone, also where it is a part of a mixed one. */
  private static boolean hasOwn(ReconstructionLoss loss) {
    return loss instanceof CustomLoss
        || (loss instanceof Mixed mixed
            && mixed.parts().stream().anyMatch(part -> hasOwn(part.loss())));
  }

  /**
   * A row as an encoder sees it.
   *
   * @param x one row
   * @return a new array, 0 for NaN
   */
  public static float[] withZeros(float[] x) {
    float[] complete = x.clone();
    for (int i = 0; i < x.length; i++) {
      complete[i] = Float.isNaN(x[i]) ? 0 : x[i];
    }
    return complete;
  }

  @Override
  public boolean allowsMissing() {
    return true;
  }

  @Override
  public int outputs(int features) {
    return loss.outputs(features);
  }

  @Override
  public int parameters(int features) {
    return loss.parameters(features);
  }

  /** 0: how much of it a row has depends on how much of the row there is. */
  @Override
  public double logConstant(int features) {
    return 0;
  }

  @Override
  public float lowest() {
    return loss.lowest();
  }

  @Override
  public float highest() {
    return loss.highest();
  }

  @Override
  public Optional<RowRule> rowRule() {
    return loss.rowRule();
  }

  @Override
  public double logProbability(float[] x, double[] parameters) {
    double[] ofFeature = new double[x.length];
    logProbabilities(x, parameters, ofFeature);
    return Arrays.stream(ofFeature).sum();
  }

  /** 0 for those that are missing. */
  @Override
  public void logProbabilities(float[] x, double[] parameters, double[] ofFeature) {
    loss.logProbabilities(withZeros(x), parameters, ofFeature);
    for (int i = 0; i < x.length; i++) {
      ofFeature[i] = Float.isNaN(x[i]) ? 0 : ofFeature[i];
    }
  }

  @Override
  public void mean(double[] parameters, float[] mean) {
    loss.mean(parameters, mean);
  }

  @Override
  public void draw(double[] parameters, RandomStream random, long position, float[] x) {
    loss.draw(parameters, random, position, x);
  }

  /** As users write it. */
  @Override
  public String toString() {
    return "observed " + loss;
  }
}

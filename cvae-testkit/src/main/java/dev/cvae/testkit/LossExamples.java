package dev.cvae.testkit;

import static dev.cvae.likelihood.ReconstructionLoss.BCE;
import static dev.cvae.likelihood.ReconstructionLoss.MSE;
import static dev.cvae.likelihood.ReconstructionLoss.categorical;
import static dev.cvae.likelihood.ReconstructionLoss.continuousBernoulli;
import static dev.cvae.likelihood.ReconstructionLoss.discretisedLogistic;
import static dev.cvae.likelihood.ReconstructionLoss.gaussian;
import static dev.cvae.likelihood.ReconstructionLoss.gaussianPerFeature;
import static dev.cvae.likelihood.ReconstructionLoss.mixed;
import static dev.cvae.likelihood.ReconstructionLoss.observed;

import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import java.util.List;

/** Each kind of reconstruction loss and of prior, and data that they can be fitted to. */
public final class LossExamples {
  /** How many values a row has. */
  public static final int FEATURES = 6;

  /** How many labels there are. */
  public static final int CLASSES = 3;

  private LossExamples() {}

  /**
   * Each kind of loss, for rows of {@link #FEATURES}.
   *
   * @return the losses
   */
  public static List<ReconstructionLoss> losses() {
    return List.of(
        BCE,
        MSE,
        continuousBernoulli(),
        gaussian(),
        gaussianPerFeature(),
        discretisedLogistic(),
        categorical(2, 1, 3),
        mixed(
            gaussianPerFeature().on(1),
            BCE.on(1),
            categorical(2).on(2),
            continuousBernoulli().on(1),
            discretisedLogistic().on(1)),
        observed(gaussianPerFeature()),
        observed(mixed(BCE.on(2), categorical(2).on(2), gaussian().on(2))));
  }

  /**
   * Each kind of prior, for conditional models.
   *
   * @return the priors
   */
  public static List<Prior> priors() {
    return List.of(Prior.STANDARD_NORMAL, Prior.conditional(), Prior.conditional(5), Prior.vamp(4));
  }

  /** A third of the features, others from row to row; the third and the fourth together. */
  private static void makeGaps(float[] x, int number) {
    for (int i = 0; i < x.length; i++) {
      int group = i == 3 ? 2 : i;
      x[i] = (number + group) % 3 == 0 ? Float.NaN : x[i];
    }
  }

  /**
   * Rows drawn from the loss itself, with gaps where it allows them, at parameters that differ from
   * label to label.
   *
   * @param loss of {@link #FEATURES}
   * @param rows how many
   * @return rows with labels 0 to 2 in turn
   */
  public static Dataset data(ReconstructionLoss loss, int rows) {
    float[][] values = new float[rows][FEATURES];
    int[] labels = new int[rows];
    double[] parameters = new double[loss.parameters(FEATURES)];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % CLASSES;
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = (i + labels[row]) % CLASSES - 1;
      }
      loss.draw(parameters, RandomStream.of(20260202), (long) row * FEATURES, values[row]);
      if (loss.allowsMissing()) {
        makeGaps(values[row], row / CLASSES);
      }
    }
    return Dataset.of(values).labelled(labels, CLASSES).named("three classes of " + loss);
  }
}

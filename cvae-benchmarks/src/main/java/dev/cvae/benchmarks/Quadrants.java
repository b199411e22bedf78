package dev.cvae.benchmarks;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import dev.cvae.prior.Prior;
import dev.cvae.training.TrainingListener;
import java.util.Locale;

/**
 * Structured prediction (Sohn, Lee &amp; Yan 2015, section 5.1): the condition is one, two or three
 * quadrants of a digit, and the data its other pixels; three networks of 500 and 500, z of 200, a
 * learned prior. Reported are Pyro's figure, −ELBO with ten z an example, and the
 * importance-sampled one with a hundred; and a plain network that predicts the pixels.
 *
 * <pre>
 * Quadrants 1 25 0       one quadrant, 25 epochs, seed 0
 * </pre>
 */
public final class Quadrants {
  private static final int PARTICLES = 10;

  private Quadrants() {}

  /**
   * Trains and prints.
   *
   * @param args how many quadrants, how many epochs, the seed
   */
  public static void main(String[] args) {
    int quadrants = Integer.parseInt(args[0]);
    int epochs = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    CutDigits cutTrain = CutDigits.of(Mnist.train(), quadrants);
    CutDigits cutTest = CutDigits.of(Mnist.test(), quadrants);
    print("baseline: %.2f nats%n", PixelPredictor.crossEntropy(cutTrain, cutTest, epochs));
    Dataset test = cutTest.toDataset();
    try (GenerativeModel model = fit(cutTrain.toDataset(), test, epochs, seed)) {
      print("−ELBO with %d z: %.2f nats%n", PARTICLES, negativeElbo(model, test));
      print("test %s%n", model.logLikelihood(test, 100));
    }
  }

  static GenerativeModel fit(Dataset train, Dataset test, int epochs, long seed) {
    return Cvae.builder()
        .latent(200)
        .hidden(500, 500)
        .prior(Prior.conditional(500, 500))
        .epochs(epochs)
        .seed(seed)
        .listener(TrainingListener.eachEpoch(System.out::println))
        .bestWeights(true)
        .build()
        .fit(train, test);
  }

  /** Pyro's figure. */
  static double negativeElbo(GenerativeModel model, Dataset test) {
    double sum = 0;
    for (int particle = 0; particle < PARTICLES; particle++) {
      sum -= model.evaluate(test, particle).elbo();
    }
    return sum / PARTICLES;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
    System.out.flush();
  }
}

package dev.cvae.benchmarks;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.analysis.CategoryPosterior;
import dev.cvae.analysis.GenerativeClassifier;
import dev.cvae.data.DataSource;
import dev.cvae.mnist.Mnist;
import dev.cvae.network.Activation;
import dev.cvae.network.Network;
import dev.cvae.objective.Objective;
import dev.cvae.training.Adam;
import dev.cvae.training.LearningRateSchedule;
import dev.cvae.training.TrainingListener;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Importance-weighted bounds (Burda, Grosse &amp; Salakhutdinov 2016, table 1, one stochastic
 * layer): z 50, two hidden layers of 200 with tanh, batches of 20, Adam with ε 1e-4, pixels
 * binarised anew each epoch, the learning rate 10^(−i/7)/1000 for 3^i epochs.
 *
 * <pre>
 * ImportanceWeighting 5 4 marginal 0       k = 5, i = 0..4 (121 epochs), without labels, seed 0
 * ImportanceWeighting 1 2 conditional 0 500   with labels; 500 importance samples in place of 5,000
 * </pre>
 */
public final class ImportanceWeighting {
  private ImportanceWeighting() {}

  /**
   * Trains and prints the test set's negative log-likelihood.
   *
   * @param args k, the last i, marginal or conditional, the seed, how many importance samples
   */
  public static void main(String[] args) {
    int k = Integer.parseInt(args[0]);
    int lastStage = Integer.parseInt(args[1]);
    boolean labels = args[2].equals("conditional");
    int samples = args.length > 4 ? Integer.parseInt(args[4]) : 5000;
    DataSource train = new Binarised(labels ? Mnist.train() : Mnist.train().unlabelled());
    DataSource test = new Binarised(labels ? Mnist.test() : Mnist.test().unlabelled());
    Cvae cvae =
        Cvae.builder()
            .latent(50)
            .encoder(Network.mlp(200, 200).activation(Activation.TANH))
            .decoder(Network.mlp(200, 200).activation(Activation.TANH))
            .objective(k == 1 ? Objective.elbo() : Objective.iwae(k))
            .optimiser(new Adam(0.9, 0.999, 1e-4))
            .learningRateSchedule(
                LearningRateSchedule.milestones(Math.pow(10, -1 / 7.0), 1, 4, 13, 40))
            .batchSize(20)
            .epochs(((int) Math.pow(3, lastStage + 1) - 1) / 2)
            .seed(Long.parseLong(args[3]))
            .listener(TrainingListener.eachEpoch(System.out::println))
            .build();
    long begin = System.nanoTime();
    try (GenerativeModel model = cvae.fit(train)) {
      print("k %d, %s: trained in %d s%n", k, args[2], (System.nanoTime() - begin) / 1_000_000_000);
      print("test %s%n", model.evaluate(test));
      print("test %s%n", model.logLikelihood(test, samples));
      if (labels) {
        int each = samples / 10;
        print("test %s%n", model.logLikelihood(test, each));
        print("test log p(x) %.2f nats, %d samples a label%n", marginal(model, test, each), each);
      }
      print("in %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
    }
  }

  /** log Σ p(x|c) / 10, which is at least log p(x|c) − ln 10. */
  private static double marginal(GenerativeModel model, DataSource test, int samples) {
    CategoryPosterior posterior =
        GenerativeClassifier.uniform(model, "label").samples(samples).classify(test);
    return IntStream.range(0, posterior.size())
        .mapToDouble(posterior::logMarginal)
        .average()
        .orElseThrow();
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}

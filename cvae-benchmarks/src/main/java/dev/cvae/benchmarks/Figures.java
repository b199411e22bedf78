package dev.cvae.benchmarks;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.mnist.Mnist;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.sampler.Sampler;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingListener;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains a model on all of MNIST and prints, after each epoch, the figures on the test set as a row
 * of a Markdown table.
 *
 * <pre>
 * Figures article 10 0        the article's CVAE, 10 epochs, seed 0, and how often a judge reads the
 *                             digit that was asked for
 * Figures samplers 10 0       the article's CVAE with each prior and, for each sampler, conditional
 *                             accuracy, Fréchet distance and how well a classifier trained on
 *                             generated digits does
 * Figures half-kl 10 0        the same under β = 0.5, with N(0, I) for its prior
 * Figures example 10 0        PyTorch's example VAE: 784-400-20, without labels
 * Figures mse 10 0            the article's CVAE under MSE
 * </pre>
 *
 * <p>The engine is configured as ever: {@code -Dcvae.engine=MXNet}.
 */
public final class Figures {
  private static final int PER_DIGIT = 1000;

  private Figures() {}

  /**
   * Runs one.
   *
   * @param args which, how many epochs, which seed
   */
  public static void main(String[] args) {
    int epochs = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    Cvae article = article(epochs, seed);
    switch (args[0]) {
      case "article" -> judged(article, System.out);
      case "samplers" -> samplers(withEachPrior(article), System.out);
      case "half-kl" -> samplers(Map.of("N(0, I), β = 0.5", halfTheKl(article)), System.out);
      case "example" ->
          fit(
                  example(epochs, seed),
                  Mnist.train().unlabelled(),
                  Mnist.test().unlabelled(),
                  System.out)
              .close();
      case "mse" -> {
        Cvae mse = article.toBuilder().reconstructionLoss(ReconstructionLoss.MSE).build();
        fit(mse, Mnist.train(), Mnist.test(), System.out).close();
      }
      default ->
          throw new IllegalArgumentException(
              "article, samplers, half-kl, example or mse, was " + args[0]);
    }
  }

  /** The article's CVAE. */
  static Cvae article(int epochs, long seed) {
    return Cvae.builder().latent(256).epochs(epochs).seed(seed).build();
  }

  /**
   * The same with β = ½: sharper digits, of latents that a mixture follows where N(0, I) cannot.
   */
  static Cvae halfTheKl(Cvae cvae) {
    return cvae.toBuilder().objective(Objective.elbo().beta(0.5)).build();
  }

  /** PyTorch's example VAE. */
  static Cvae example(int epochs, long seed) {
    return Cvae.builder().latent(20).hidden(400).epochs(epochs).seed(seed).build();
  }

  private static void judged(Cvae cvae, PrintStream out) {
    try (GenerativeModel model = fit(cvae, Mnist.train(), Mnist.test(), out);
        Judge judge = Judge.trainedOn(Mnist.train())) {
      print(out, "judge's accuracy on the test set: %.4f%n", judge.accuracy(Mnist.test()));
      print(out, "conditional accuracy: %.4f%n", conditionalAccuracy(model, judge));
    }
  }

  private static Map<String, Cvae> withEachPrior(Cvae cvae) {
    Map<String, Cvae> each = new LinkedHashMap<>();
    for (Prior prior : List.of(Prior.STANDARD_NORMAL, Prior.conditional(), Prior.vamp(20))) {
      each.put(prior.toString(), cvae.toBuilder().prior(prior).build());
    }
    return each;
  }

  private static void samplers(Map<String, Cvae> models, PrintStream out) {
    try (Judge judge = Judge.trainedOn(Mnist.train())) {
      print(out, "judge's accuracy on the test set: %.4f%n", judge.accuracy(Mnist.test()));
      float[][] real = judge.features(GeneratedDigits.rows(Mnist.test()));
      models.forEach((name, cvae) -> samplers(cvae, name, judge, real, out));
    }
  }

  private static void samplers(
      Cvae cvae, String name, Judge judge, float[][] real, PrintStream out) {
    long start = System.nanoTime();
    try (GenerativeModel model = fit(cvae, Mnist.train(), Mnist.test(), out)) {
      long fitted = System.nanoTime();
      model.fitSampler(Sampler.gaussianMixture(), Mnist.train());
      print(out, "%s: fitted in %.1f s%n", name, (fitted - start) / 1e9);
      double seconds = (System.nanoTime() - fitted) / 1e9;
      print(out, "%s, in %.1f s%n", model.sampler().orElseThrow(), seconds);
      print(out, "| prior | sampler | accuracy | Fréchet distance | trained on generated |%n");
      print(out, "| --- | --- | --- | --- | --- |%n");
      row(name + " | prior", GeneratedDigits.from(model, Sampler.PRIOR, 1), judge, real, out);
      for (double temperature : new double[] {1, 0.9}) {
        row(
            name + " | gaussian-mixture, temperature " + temperature,
            GeneratedDigits.from(model, Sampler.gaussianMixture(), temperature),
            judge,
            real,
            out);
      }
    }
  }

  private static void row(
      String name, GeneratedDigits.Source digits, Judge judge, float[][] real, PrintStream out) {
    print(
        out,
        "| %s | %.4f | %.2f | %.4f |%n",
        name,
        digits.draw(3 * PER_DIGIT, 1000).conditionalAccuracy(judge),
        digits.draw(PER_DIGIT, 1000).frechetDistance(judge, real),
        digits.draw(6 * PER_DIGIT, 2000).classificationAccuracyScore(Mnist.test()));
  }

  /** How often the judge reads the requested digit off the decoder's mean, z from the prior. */
  static double conditionalAccuracy(GenerativeModel model, Judge judge) {
    long right = 0;
    for (int digit = 0; digit < 10; digit++) {
      int wanted = digit;
      float[][] images = model.generate(Condition.label(digit), PER_DIGIT, 1000 + digit).rows();
      right += Arrays.stream(judge.read(images)).filter(read -> read == wanted).count();
    }
    return right / (10.0 * PER_DIGIT);
  }

  private static GenerativeModel fit(Cvae cvae, Dataset train, Dataset test, PrintStream out) {
    print(out, "| epoch | train −ELBO | test −ELBO | reconstruction | KL | examples/s |%n");
    print(out, "| --- | --- | --- | --- | --- | --- |%n");
    TrainingListener rows =
        TrainingListener.eachEpoch(
            epoch -> {
              Evaluation onTest = epoch.result().validation().orElseThrow();
              Evaluation onTrain = epoch.result().train();
              print(
                  out,
                  "| %d | %.2f | %.2f | %.2f | %.2f | %.0f |%n",
                  epoch.result().epoch(),
                  onTrain.reconstruction() + onTrain.kl(),
                  onTest.reconstruction() + onTest.kl(),
                  onTest.reconstruction(),
                  onTest.kl(),
                  epoch.examplesPerSecond());
            });
    GenerativeModel model = cvae.toBuilder().listener(rows).build().fit(train, test);
    print(out, "%s, seed %d%n", model.provenance().engine(), model.provenance().settings().seed());
    return model;
  }

  private static void print(PrintStream out, String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}

package dev.cvae.benchmarks.speed;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.mnist.Mnist;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fits the article's model on MNIST as the quickstart does.
 *
 * <pre>
 * Training 10 0                         epochs, seed
 * Training 1 0 digits.safetensors       and saves the model
 * </pre>
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException {
    int epochs = Integer.parseInt(args[0]);
    List<EpochProgress> progress = new ArrayList<>();
    Cvae cvae =
        Cvae.builder()
            .latent(256)
            .epochs(epochs)
            .seed(Long.parseLong(args[1]))
            .listener(TrainingListener.eachEpoch(progress::add))
            .build();
    try (GenerativeModel model = cvae.fit(Mnist.train())) {
      double seconds =
          progress.stream().mapToDouble(e -> Mnist.train().size() / e.examplesPerSecond()).sum();
      System.out.printf(
          Locale.ROOT,
          "{\"epochs\": %d, \"samples_per_second\": %.1f, \"epoch_seconds\": %.4f, \"test_negative_elbo\": %.3f,"
              + " \"peak_mib\": %.1f, \"engine\": \"%s\"}%n",
          epochs,
          Mnist.train().size() * epochs / seconds,
          seconds / epochs,
          -model.evaluate(Mnist.test()).elbo(),
          ProcessMemory.peak(),
          model.provenance().engine());
      if (args.length > 2) {
        model.save(Path.of(args[2]));
      }
    }
  }
}

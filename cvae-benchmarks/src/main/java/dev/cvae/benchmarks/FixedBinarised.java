package dev.cvae.benchmarks;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import dev.cvae.random.RandomStream;
import dev.cvae.training.LearningRateSchedule;

/**
 * A plain VAE on digits whose pixels were drawn black or white once: 784-400-z40, ReLU, Adam 1e-4,
 * batches of 100, the learning rate times 10^(−1/5) after 200 and 350 epochs, 200 importance
 * samples; pythae's reproduction reports 89.78 after 500 epochs.
 *
 * <pre>
 * FixedBinarised 20 0       20 epochs, seed 0
 * </pre>
 */
public final class FixedBinarised {
  private FixedBinarised() {}

  /**
   * Trains and prints the test set's figures.
   *
   * @param args how many epochs, the seed
   */
  public static void main(String[] args) {
    Dataset train = binarised(Mnist.train(), 1);
    Dataset test = binarised(Mnist.test(), 2);
    Cvae vae =
        Cvae.builder()
            .latent(40)
            .hidden(400)
            .learningRate(1e-4)
            .learningRateSchedule(LearningRateSchedule.milestones(Math.pow(10, -1 / 5.0), 200, 350))
            .batchSize(100)
            .epochs(Integer.parseInt(args[0]))
            .seed(Long.parseLong(args[1]))
            .build();
    try (GenerativeModel model = vae.fit(train)) {
      System.out.println("test " + model.evaluate(test));
      System.out.println("test " + model.logLikelihood(test, 200));
    }
  }

  /** Pixel i of row r is white if number 784 r + i of the seed's stream is below its grey. */
  static Dataset binarised(Dataset greys, long seed) {
    RandomStream random = RandomStream.of(seed).split("pixels");
    int features = greys.shape().size();
    byte[] pixels = new byte[Math.toIntExact(greys.size() * features)];
    for (int row = 0; row < greys.size(); row++) {
      float[] grey = greys.row(row);
      for (int i = 0; i < features; i++) {
        int position = row * features + i;
        pixels[position] = (byte) (random.uniform(position) < grey[i] ? 255 : 0);
      }
    }
    return Dataset.of(pixels, greys.shape()).named(greys.name() + ", binarised once");
  }
}

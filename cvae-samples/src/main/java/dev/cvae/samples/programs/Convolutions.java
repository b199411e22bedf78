package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import dev.cvae.mnist.Mnist;
import dev.cvae.network.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The built-in convolutions, conditioned in both ways, beside fully connected layers. */
public final class Convolutions {
  private Convolutions() {}

  /**
   * Fits the same rows with each network, evaluates and generates.
   *
   * @param args the folder for what it writes, the current one by default; how many rows to fit,
   *     2,000 by default
   */
  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "");
    Dataset train = Mnist.train().first(args.length > 1 ? Integer.parseInt(args[1]) : 2_000);
    Dataset test = Mnist.test().first(1_000);

    Cvae.Builder cvae = Cvae.builder().latent(32).batchSize(64).epochs(2);
    Network film = Network.conv(32, 64).film();
    Map<String, Cvae> models = new LinkedHashMap<>();
    models.put("mlp", cvae.build());
    models.put("conv", cvae.convolutions(32, 64).build());
    models.put("film", cvae.encoder(film).decoder(film).build());

    for (Map.Entry<String, Cvae> entry : models.entrySet()) {
      long begin = System.nanoTime();
      try (GenerativeModel model = entry.getValue().fit(train)) {
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf("%s (%.1f s): ", entry.getKey(), taken.toMillis() / 1e3);
        System.out.println(model.evaluate(test));
        Path page = folder.resolve(entry.getKey() + ".png");
        Images.writePng(Images.grid(model.generate(Condition.label(7), 20, 0), 10), page);
      }
    }
  }
}

package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.condition.Condition;
import dev.cvae.djl.DjlNetwork;
import dev.cvae.image.Images;
import dev.cvae.mnist.Mnist;
import java.nio.file.Path;

/**
 * Networks of one's own. The library adds the heads, saves the weights, and asks for the networks
 * again, by name, where the file is loaded.
 */
public final class OwnNetworks {
  // Suppliers, not blocks: each fit and each load builds blocks of its own.
  private static final DjlNetwork ENCODER = DjlNetwork.of("conv-encoder", OwnBlocks::encoder);
  private static final DjlNetwork DECODER = DjlNetwork.of("conv-decoder", OwnBlocks::decoder);

  private OwnNetworks() {}

  /**
   * Fits a convolutional model, saves it, loads it, generates.
   *
   * @param args the folder for what it writes; the current one by default
   */
  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "");
    Path file = folder.resolve("convolutional.safetensors");
    Cvae cvae =
        Cvae.builder().latent(16).encoder(ENCODER).decoder(DECODER).batchSize(32).epochs(3).build();

    try (GenerativeModel model = cvae.fit(Mnist.train().first(3_000))) {
      System.out.println("fitted " + model.history().last().train());
      model.save(file);
    }

    LoadOptions options = LoadOptions.defaults().networks(ENCODER, DECODER);
    try (GenerativeModel model = GenerativeModel.load(file, options)) {
      System.out.println("loaded " + model.evaluate(Mnist.test().first(1_000)));
      Path page = folder.resolve("sevens.png");
      Images.writePng(Images.grid(model.generate(Condition.label(7), 50, 0), 10), page);
      System.out.println("Wrote " + file + " and " + page);
    }
  }
}

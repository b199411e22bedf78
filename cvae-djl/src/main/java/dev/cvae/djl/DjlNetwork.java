package dev.cvae.djl;

import ai.djl.nn.Block;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.network.CustomNetwork;
import java.util.function.Supplier;

/**
 * A network of one's own, made of DJL blocks, as encoder or decoder.
 *
 * <pre>{@code
 * DjlNetwork encoder = DjlNetwork.of("conv-encoder", ConvEncoder::new);    // a new block at each call
 * DjlNetwork decoder = DjlNetwork.of("my-decoder", MyDecoder::new);
 * Cvae cvae = Cvae.builder().latent(32).encoder(encoder).decoder(decoder).build();
 * try (GenerativeModel model = cvae.fit(data)) {
 *   model.save(path);
 * }
 * LoadOptions options = LoadOptions.defaults().networks(encoder, decoder);
 * try (GenerativeModel model = GenerativeModel.load(path, options)) { ... }
 * }</pre>
 *
 * <p>The block's inputs, all float32:
 *
 * <table>
 * <caption>Inputs</caption>
 * <tr><th>used as</th><th>input 0</th><th>input 1, if the model is conditional</th></tr>
 * <tr><td>encoder</td><td>x (batch, shape of a row)</td><td>c (batch, width)</td></tr>
 * <tr><td>decoder</td><td>z (batch, latent)</td><td>c (batch, width)</td></tr>
 * </table>
 *
 * <p>In c a category is one-hot, or embedded if it is one of more than 64.
 *
 * <p>Its one output are features of any shape (batch, …). The library flattens them and adds the
 * heads: for an encoder, fully connected layers to mean and log-variance of z; for a decoder, one
 * to what the reconstruction loss needs. A decoder that ends in the data's own shape, such as
 * upsampling and convolutions, is made {@link #withOwnHead} instead. A block that ignores c makes
 * the model less conditional than one might think.
 *
 * <p>The block is in training mode only while fitting. Weights and biases are initialised from the
 * model's seed, uniform in ±1/√(fan-in), unless the block has set an initialiser of its own for
 * them. What a block draws itself, such as dropout, comes from the engine's global generator, which
 * the seed does not cover.
 *
 * <p>A block that trains on PyTorch must not multiply by plain numbers, as in {@code x.mul(0.5f)};
 * see docs/own-blocks.md.
 *
 * <p>Immutable. The supplier is called once for each fit and each load, on the calling thread, and
 * must return a new block each time, so that two models share no weights.
 */
public final class DjlNetwork implements CustomNetwork {
  private final String name;
  private final Supplier<? extends Block> supplier;
  private final boolean ownHead;

  private DjlNetwork(String name, Supplier<? extends Block> supplier, boolean ownHead) {
    if (name.isBlank()) {
      throw InvalidSettingException.of("name of a network", "must not be blank", '"' + name + '"');
    }
    this.name = name;
    this.supplier = supplier;
    this.ownHead = ownHead;
  }

  /**
   * A network made of one's own block; the library adds the heads.
   *
   * @param name by which the model file knows it; not blank, and different for encoder and decoder
   * @param supplier returns a new block at each call
   * @return the network
   */
  public static DjlNetwork of(String name, Supplier<? extends Block> supplier) {
    return new DjlNetwork(name, supplier, false);
  }

  /**
   * A decoder whose block already ends in what the reconstruction loss needs: logits under BCE, the
   * mean under MSE; as many values a row as the data has (twice as many under the discretised
   * logistic), in any shape.
   *
   * @param name by which the model file knows it; not blank
   * @param supplier returns a new block at each call
   * @return the network, for {@link dev.cvae.Cvae.Builder#decoder} only
   */
  public static DjlNetwork withOwnHead(String name, Supplier<? extends Block> supplier) {
    return new DjlNetwork(name, supplier, true);
  }

  @Override
  public String name() {
    return name;
  }

  Block newBlock() {
    return supplier.get();
  }

  boolean hasOwnHead() {
    return ownHead;
  }

  @Override
  public String toString() {
    return "DjlNetwork " + name;
  }
}

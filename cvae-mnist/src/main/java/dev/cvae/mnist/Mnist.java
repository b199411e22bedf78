package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import java.io.InputStream;
import java.lang.ref.SoftReference;

/**
 * The MNIST database of handwritten digits by Yann LeCun and Corinna Cortes, from the jar.
 *
 * <pre>{@code
 * Dataset train = Mnist.train();     // MNIST train: 60000 rows of 1×28×28, label 0..9
 * Dataset test  = Mnist.test();      // MNIST test: 10000 rows of 1×28×28, label 0..9
 * Dataset small = train.withLabel(3, 7).first(500);
 * }</pre>
 *
 * <p>Each row is an image of shape (1, 28, 28), a byte 0..255 a pixel that stands for 0..1, white
 * on black, with a label 0..9. Works offline. The data is decoded at the first call, in well under
 * a second, and kept for the next one as long as the heap has room (train is 47 MB). Any thread may
 * call; all get the same immutable data.
 *
 * <p>The data is made available under the terms of the Creative Commons Attribution-ShareAlike 3.0
 * licence; see the README beside it in the jar.
 *
 * @see <a href="https://doi.org/10.1109/5.726791">LeCun, Bottou, Bengio, Haffner: Gradient-based
 *     learning applied to document recognition, 1998</a>
 */
public final class Mnist {
  private static final int CLASSES = 10;
  private static final Mnist TRAIN = new Mnist("train", "train");
  private static final Mnist TEST = new Mnist("test", "t10k");

  private final String part;
  private final String prefix;
  private SoftReference<Dataset> decoded = new SoftReference<>(null); // guarded by this

  private Mnist(String part, String prefix) {
    this.part = part;
    this.prefix = prefix;
  }

  /**
   * The 60,000 digits to train with.
   *
   * @return data of shape (1, 28, 28) with labels 0..9, named {@code MNIST train}
   * @throws InvalidDataException if the files are not in the jar, as after a careless repackaging
   */
  public static Dataset train() {
    return TRAIN.dataset();
  }

  /**
   * The 10,000 digits to test with.
   *
   * @return data of shape (1, 28, 28) with labels 0..9, named {@code MNIST test}
   * @throws InvalidDataException if the files are not in the jar, as after a careless repackaging
   */
  public static Dataset test() {
    return TEST.dataset();
  }

  private synchronized Dataset dataset() {
    Dataset kept = decoded.get();
    if (kept != null) {
      return kept;
    }
    Dataset fresh = decode();
    decoded = new SoftReference<>(fresh);
    return fresh;
  }

  private Dataset decode() {
    try (IdxInput images = resource(prefix + "-images-idx3-ubyte.gz");
        IdxInput labels = resource(prefix + "-labels-idx1-ubyte.gz")) {
      return Idx.decode(images, labels, CLASSES).named("MNIST " + part);
    }
  }

  private static IdxInput resource(String file) {
    InputStream stream = Mnist.class.getResourceAsStream(file);
    if (stream == null) {
      throw new InvalidDataException(
          "MNIST's file %s must lie beside class %s in its jar, was missing"
              .formatted(file, Mnist.class.getName()));
    }
    return IdxInput.over("MNIST's file " + file, stream);
  }
}

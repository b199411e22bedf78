package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST: 70,000 grey images of clothes by Zalando Research, made to take MNIST's place.
 *
 * <pre>{@code
 * Path folder = Path.of("fashion-mnist");
 * FashionMnist.download(folder);                    // 31 MB, the first time
 * Dataset train = FashionMnist.train(folder);       // 60000 rows of 1×28×28, label 0..9
 * Dataset test  = FashionMnist.test(folder);        // 10000 rows
 * }</pre>
 *
 * <p>Nothing is downloaded but by {@link #download}. MIT licence.
 *
 * @see <a href="https://github.com/zalandoresearch/fashion-mnist">Xiao, Rasul, Vollgraf:
 *     Fashion-MNIST, 2017</a>
 */
public final class FashionMnist {
  private static final PublishedFiles FILES =
      PublishedFiles.likeMnist(
          List.of(
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
          "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
          "25c81989df183df01b3e8a0aad5dffbe",
          "bef4ecab320f06d8554ea6380940ec79",
          "bb300cfdad3c16e7a12a480ee83cd310");

  private FashionMnist() {}

  /**
   * Downloads the four files, unless they are there already.
   *
   * @param folder where they go; made if it is not there
   * @throws dev.cvae.error.DownloadException if a file cannot be had whole and with the published
   *     checksum; what has arrived is kept, and another call goes on from there
   */
  public static void download(Path folder) {
    download(folder, DownloadOptions.defaults());
  }

  /**
   * Downloads the four files, unless they are there already.
   *
   * @param folder where they go; made if it is not there
   * @param options from where, with how much patience, and who hears of it
   * @throws dev.cvae.error.DownloadException as {@link #download(Path)}
   */
  public static void download(Path folder, DownloadOptions options) {
    FILES.download(folder, options);
  }

  /**
   * The 60,000 images to train with.
   *
   * @param folder that they were downloaded to
   * @return data of shape (1, 28, 28) with labels 0..9, named {@code Fashion-MNIST train}
   * @throws dev.cvae.error.InvalidDataException if they are not there, or not sound
   */
  public static Dataset train(Path folder) {
    return Idx.train(folder).named("Fashion-MNIST train");
  }

  /**
   * The 10,000 images to test with.
   *
   * @param folder that they were downloaded to
   * @return data of shape (1, 28, 28) with labels 0..9, named {@code Fashion-MNIST test}
   * @throws dev.cvae.error.InvalidDataException if they are not there, or not sound
   */
  public static Dataset test(Path folder) {
    return Idx.test(folder).named("Fashion-MNIST test");
  }

  /**
   * What the labels stand for.
   *
   * @return ten names, that of label 0 first
   */
  public static List<String> classes() {
    return List.of(
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot");
  }
}

package dev.cvae.mnist;

import dev.cvae.data.Dataset;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Kuzushiji-MNIST: 70,000 grey images of ten cursive Japanese characters, made to take MNIST's
 * place.
 *
 * <pre>{@code
 * Path folder = Path.of("kmnist");
 * Kmnist.download(folder);                    // 21 MB, the first time
 * Dataset train = Kmnist.train(folder);       // 60000 rows of 1×28×28, label 0..9
 * Dataset test  = Kmnist.test(folder);        // 10000 rows
 * }</pre>
 *
 * <p>Nothing is downloaded but by {@link #download}. Licence CC BY-SA 4.0: <i>KMNIST Dataset</i>
 * (created by CODH), adapted from <i>Kuzushiji Dataset</i> (created by NIJL and others).
 *
 * @see <a href="https://arxiv.org/abs/1812.01718">Clanuwat et al.: Deep learning for classical
 *     Japanese literature, 2018</a>
 */
public final class Kmnist {
  private static final PublishedFiles FILES =
      PublishedFiles.likeMnist(
          List.of(
              URI.create("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
              URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
          "bdb82020997e1d708af4cf47b453dcf7",
          "e144d726b3acfaa3e44228e80efcd344",
          "5c965bf0a639b31b8f53240b1b52f4d7",
          "7320c461ea6c1c855c0b718fb2a4b134");

  private Kmnist() {}

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
   * @return data of shape (1, 28, 28) with labels 0..9, named {@code KMNIST train}
   * @throws dev.cvae.error.InvalidDataException if they are not there, or not sound
   */
  public static Dataset train(Path folder) {
    return Idx.train(folder).named("KMNIST train");
  }

  /**
   * The 10,000 images to test with.
   *
   * @param folder that they were downloaded to
   * @return data of shape (1, 28, 28) with labels 0..9, named {@code KMNIST test}
   * @throws dev.cvae.error.InvalidDataException if they are not there, or not sound
   */
  public static Dataset test(Path folder) {
    return Idx.test(folder).named("KMNIST test");
  }

  /**
   * What the labels stand for.
   *
   * @return ten names, that of label 0 first
   */
  public static List<String> classes() {
    return List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");
  }
}

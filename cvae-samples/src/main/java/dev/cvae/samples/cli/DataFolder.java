package dev.cvae.samples.cli;

import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.image.ImageFolder;
import dev.cvae.mnist.Idx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder of idx files; or of images, in sub-folders by class or flat; or of two folders of
 * images, {@code train} and {@code test}.
 */
final class DataFolder {
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private DataFolder() {}

  static DataParts parts(Path folder) {
    List<String> names = names(folder);
    boolean images =
        names.stream().noneMatch(name -> name.contains("-ubyte"))
            && names.stream().anyMatch(name -> isImage(name) || isFolder(folder, name));
    if (!images) {
      return DataParts.two(() -> Idx.train(folder), () -> Idx.test(folder));
    }
    if (isFolder(folder, TRAIN) && isFolder(folder, TEST)) {
      return DataParts.two(() -> images(folder.resolve(TRAIN)), () -> images(folder.resolve(TEST)));
    }
    return DataParts.one(() -> images(folder));
  }

  /** The images with the names of their classes, which another part may number differently. */
  private static Dataset images(Path folder) {
    ImageFolder images = ImageFolder.open(folder);
    Dataset rows = images.read();
    return images.classes().isEmpty() ? rows : DataFile.named(rows, images.classes());
  }

  private static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".png") || lower.endsWith(".jpg") || lower.endsWith(".jpeg");
  }

  private static boolean isFolder(Path folder, String name) {
    return !name.startsWith(".") && Files.isDirectory(folder.resolve(name));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException e) {
      throw new InvalidDataException("folder %s cannot be listed: %s".formatted(folder, e), e);
    }
  }
}

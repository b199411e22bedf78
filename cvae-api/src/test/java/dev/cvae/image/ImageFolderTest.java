package dev.cvae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows from files are those of {@link Images#dataset(List)} over the same images. */
class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void aClassPerSubFolderGivesTheRowsOfTheSameImagesInMemory() throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    int[] labels = new int[12];
    for (int i = 0; i < 12; i++) {
      labels[i] = i / 6;
      images.add(image(BufferedImage.TYPE_INT_RGB, 5, 4, i));
      write(images.get(i), (i < 6 ? "cat/" : "dog/") + (char) ('a' + i) + ".png");
    }
    Files.writeString(folder.resolve("cat/notes.txt"), "left out");
    Files.writeString(folder.resolve("dog/.hidden.png"), "left out");
    Dataset inMemory = Images.dataset(images).labelled(labels);

    ImageFolder pets = ImageFolder.open(folder);

    assertThat(pets.classes()).containsExactly("cat", "dog");
    assertThat(pets.toString()).endsWith(": 12 rows of 3×4×5, label 0..1");
    assertThat(pets.fingerprint()).isEqualTo(inMemory.fingerprint());
    assertThat(pets.read().fingerprint()).isEqualTo(inMemory.fingerprint());
    assertThat(pets.unlabelled().fingerprint()).isEqualTo(inMemory.unlabelled().fingerprint());
    assertThat(shuffled(pets)).isEqualTo(shuffled(inMemory));
  }

  @Test
  void imagesInTheFolderItselfHaveNoLabelAndGreyOnesOneChannel() throws IOException {
    BufferedImage first = image(BufferedImage.TYPE_BYTE_GRAY, 3, 2, 0);
    BufferedImage second = image(BufferedImage.TYPE_BYTE_GRAY, 3, 2, 1);
    write(first, "1.png");
    write(second, "2.PNG");

    ImageFolder grey = ImageFolder.open(folder);

    assertThat(grey.classes()).isEmpty();
    assertThat(grey.fingerprint()).isEqualTo(Images.dataset(List.of(first, second)).fingerprint());
  }

  @Test
  void aJpegIsWhatImageIoMakesOfIt() throws IOException {
    Path file = folder.resolve("1.jpeg");
    ImageIO.write(image(BufferedImage.TYPE_INT_RGB, 16, 16, 0), "jpg", file.toFile());

    assertThat(ImageFolder.open(folder).fingerprint())
        .isEqualTo(Images.dataset(List.of(ImageIO.read(file.toFile()))).fingerprint());
  }

  @Test
  void anImageOfAnotherSizeOrKindIsNamed() throws IOException {
    write(image(BufferedImage.TYPE_BYTE_GRAY, 3, 2, 0), "1.png");
    write(image(BufferedImage.TYPE_BYTE_GRAY, 2, 3, 0), "2.png");
    ImageFolder images = ImageFolder.open(folder);

    assertThatThrownBy(images::fingerprint)
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "image %s must have the shape 1×2×3 of %s, had 1×3×2"
                .formatted(folder.resolve("2.png"), folder.resolve("1.png")));

    write(image(BufferedImage.TYPE_INT_RGB, 3, 2, 0), "2.png");
    assertThatThrownBy(images::fingerprint).hasMessageEndingWith("had 3×2×3");
  }

  @Test
  void whatIsNotAnImageIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("1.png"), "hello");

    assertThatThrownBy(() -> ImageFolder.open(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("image " + text + " must be a PNG or JPEG, was neither");
  }

  @Test
  void aTruncatedImageIsNamed() throws IOException {
    write(image(BufferedImage.TYPE_INT_RGB, 30, 20, 0), "1.png");
    Path file = folder.resolve("1.png");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 60));

    assertThatThrownBy(() -> ImageFolder.open(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("image " + file + " cannot be read: ");
  }

  @Test
  void aFolderHasImagesOrSubFoldersOfImages() throws IOException {
    String rule = " must have images (.png, .jpg, .jpeg)";
    assertThatThrownBy(() -> ImageFolder.open(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("folder " + folder + rule + " or sub-folders of images, had neither");

    Files.createDirectory(folder.resolve("cat"));
    assertThatThrownBy(() -> ImageFolder.open(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("folder " + folder.resolve("cat") + rule + ", had none");

    write(image(BufferedImage.TYPE_INT_RGB, 3, 2, 0), "1.png");
    assertThatThrownBy(() -> ImageFolder.open(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("folder " + folder + rule + " or sub-folders of images, had both");

    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> ImageFolder.open(missing))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("folder " + missing + " cannot be read: ");
  }

  private static List<Float> shuffled(DataSource data) {
    List<Float> values = new ArrayList<>();
    Batch batch = new Batch(5, data.shape(), data.conditions());
    try (Batches pass = data.shuffled(RandomStream.of(4))) {
      while (pass.next(batch)) {
        while (batch.x().hasRemaining()) {
          values.add(batch.x().get());
        }
      }
    }
    return values;
  }

  private static BufferedImage image(int type, int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          image.getRaster().setSample(x, y, band, random.nextInt(256));
        }
      }
    }
    return image;
  }

  private void write(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}

package dev.cvae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimatedGifTest {
  private static final Duration DELAY = Duration.ofMillis(250);

  @TempDir Path folder;

  @Test
  void greyFramesComeBackInOrderWithoutLosingABit() throws IOException {
    List<BufferedImage> frames = List.of(greys(0), greys(85), greys(170));
    Path file = folder.resolve("frames.gif");

    Images.writeGif(frames, DELAY, file);

    reading(
        file,
        reader -> {
          assertThat(reader.getNumImages(true)).isEqualTo(3);
          for (int i = 0; i < 3; i++) {
            assertThat(rgb(reader.read(i))).as("frame %d", i).isEqualTo(rgb(frames.get(i)));
          }
        });
  }

  @Test
  void coloursComeBackWhereThereAreNoMoreThan256() throws IOException {
    BufferedImage colours = Images.image(new float[] {1, 0, 0.5f, 0, 0, 0.25f}, Shape.of(3, 1, 2));
    Path file = folder.resolve("frames.gif");

    Images.writeGif(List.of(colours), DELAY, file);

    reading(file, reader -> assertThat(rgb(reader.read(0))).isEqualTo(rgb(colours)));
  }

  @Test
  void eachFrameIsShownForTheDelayAndTheFilmRepeatsForEver() throws IOException {
    Path file = folder.resolve("frames.gif");

    Images.writeGif(List.of(greys(0), greys(1)), DELAY, file);

    reading(
        file,
        reader -> {
          for (int i = 0; i < 2; i++) {
            IIOMetadataNode root =
                (IIOMetadataNode)
                    reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
            assertThat(child(root, "GraphicControlExtension").getAttribute("delayTime"))
                .isEqualTo("25");
          }
          IIOMetadataNode root =
              (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
          IIOMetadataNode loop = child(root, "ApplicationExtension");
          assertThat(loop.getAttribute("applicationID")).isEqualTo("NETSCAPE");
          assertThat((byte[]) loop.getUserObject()).containsExactly(1, 0, 0);
        });
  }

  @Test
  void whatCannotBeIsRefused() {
    Path file = folder.resolve("frames.gif");

    assertThatThrownBy(() -> Images.writeGif(List.of(), DELAY, file))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("frames must be at least one, was []");
    assertThatThrownBy(() -> Images.writeGif(List.of(greys(0)), Duration.ZERO, file))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("delay must be from 10 ms to 655350 ms, was PT0S");
    assertThatThrownBy(
            () -> Images.writeGif(List.of(greys(0)), DELAY, folder.resolve("missing/frames.gif")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("frames.gif");
  }

  /** All 256 greys, beginning with one of them. */
  private static BufferedImage greys(int first) {
    float[] row = new float[256];
    for (int i = 0; i < row.length; i++) {
      row[i] = (first + i) % 256 / 255f;
    }
    return Images.image(row, Shape.of(16, 16));
  }

  /**
   * A grey's own sample is its level in sRGB; {@code getRGB} of a grey image would apply another
   * curve.
   */
  private static int[] rgb(BufferedImage image) {
    int[] rgb = new int[image.getWidth() * image.getHeight()];
    for (int i = 0; i < rgb.length; i++) {
      int x = i % image.getWidth();
      int y = i / image.getWidth();
      rgb[i] =
          image.getType() == BufferedImage.TYPE_BYTE_GRAY
              ? image.getRaster().getSample(x, y, 0) * 0x010101
              : image.getRGB(x, y) & 0xFFFFFF;
    }
    return rgb;
  }

  private interface Claims {
    void about(ImageReader reader) throws IOException;
  }

  private static void reading(Path file, Claims claims) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      claims.about(reader);
    } finally {
      reader.dispose();
    }
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
  }
}

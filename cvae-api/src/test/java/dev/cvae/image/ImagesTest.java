package dev.cvae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.CvaeException;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final Shape GREY = Shape.of(1, 2, 3);
  private static final Shape COLOUR = Shape.of(3, 1, 2);

  @Test
  void aGreyRowIsAnImageWhoseSamplesAreTheValuesTimes255Rounded() {
    float[] row = {0, 1, 0.5f, 0.25f, -3, 7};

    for (Shape shape : new Shape[] {GREY, Shape.of(2, 3)}) {
      BufferedImage image = Images.image(row, shape);

      assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
      assertThat(image.getWidth()).isEqualTo(3);
      assertThat(image.getHeight()).isEqualTo(2);
      assertThat(image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null))
          .containsExactly(0, 255, 128, 64, 0, 255);
    }
  }

  @Test
  void aColourRowHasItsPlanesAsRedGreenAndBlue() {
    BufferedImage image = Images.image(new float[] {1, 0, 0.5f, 0, 0, 0.25f}, COLOUR);

    assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFF8000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xFF000040);
  }

  @Test
  void imagesBecomeDataAndDataImagesWithoutLosingABit() {
    // given every grey once, and colours
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage colour = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, i);
      colour.setRGB(i % 16, i / 16, i * 0x010305);
    }

    // when
    Dataset greys = Images.dataset(List.of(grey, grey));
    Dataset colours = Images.dataset(List.of(colour));

    // then
    assertThat(greys.shape()).isEqualTo(Shape.of(1, 16, 16));
    assertThat(greys.size()).isEqualTo(2);
    assertThat(colours.shape()).isEqualTo(Shape.of(3, 16, 16));
    for (int i = 0; i < 256; i++) {
      assertThat(greys.row(1)[i]).isEqualTo(i / 255f);
      assertThat(colours.row(0)[i]).isEqualTo((i * 0x010305 >> 16 & 0xFF) / 255f);
      assertThat(colours.row(0)[256 + i]).isEqualTo((i * 0x010305 >> 8 & 0xFF) / 255f);
      assertThat(colours.row(0)[512 + i]).isEqualTo((i * 0x010305 & 0xFF) / 255f);
    }
    assertThat(samples(Images.image(greys.row(0), greys.shape()))).isEqualTo(samples(grey));
    assertThat(samples(Images.image(colours.row(0), colours.shape()))).isEqualTo(samples(colour));
  }

  @Test
  void aCutOfALargerImageAndOtherKindsOfImageAreReadByTheirColours() {
    BufferedImage large = new BufferedImage(5, 5, BufferedImage.TYPE_BYTE_GRAY);
    large.getRaster().setSample(3, 2, 0, 200);
    BufferedImage bgr = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
    bgr.setRGB(0, 0, 0x102030);

    assertThat(Images.dataset(List.of(large.getSubimage(2, 2, 2, 1))).row(0))
        .containsExactly(0, 200 / 255f);
    assertThat(Images.dataset(List.of(bgr)).row(0))
        .containsExactly(0x10 / 255f, 0x20 / 255f, 0x30 / 255f);
  }

  @Test
  void imagesOfTwoSizesOrKindsAndNoneAreRefused() {
    BufferedImage grey = new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage turned = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage colour = new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB);

    assertThatThrownBy(() -> Images.dataset(List.of(grey, turned)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("images must all have the same shape, image 0 has 1×3×2 and image 1 has 1×2×3");
    assertThatThrownBy(() -> Images.dataset(List.of(grey, grey, colour)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageEndingWith("image 0 has 1×3×2 and image 2 has 3×3×2");
    assertThatThrownBy(() -> Images.dataset(List.of()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("data must have at least one row, had none");
  }

  @Test
  void aGridHasItsRowsLineByLineWithALineOfOnePixelBetweenThem() {
    // given five images of one value each, in lines of two
    float[][] rows = new float[5][6];
    for (int i = 0; i < 5; i++) {
      Arrays.fill(rows[i], (i + 1) / 5f);
    }

    // when
    BufferedImage page = Images.grid(rows, GREY, 2);

    // then
    assertThat(page.getWidth()).isEqualTo(1 + 2 * (3 + 1));
    assertThat(page.getHeight()).isEqualTo(1 + 3 * (2 + 1));
    for (int i = 0; i < 5; i++) {
      int[] image =
          page.getRaster().getSamples(1 + i % 2 * 4, 1 + i / 2 * 3, 3, 2, 0, (int[]) null);
      assertThat(image).as("image %d", i).containsOnly(51 * (i + 1));
    }
  }

  @Test
  void theLinesOfAGridAreMidGreyOnGreyAndOnColourPages() {
    BufferedImage grey = Images.grid(new float[1][6], GREY, 1);
    BufferedImage colour = Images.grid(new float[1][6], COLOUR, 1);

    assertThat(colour.getRaster().getPixel(0, 0, (int[]) null)).containsOnly(128);
    assertThat(grey.getRaster().getPixel(0, 0, (int[]) null)).containsOnly(128);
  }

  @Test
  void shapesThatAreNoImagesAndNoColumnsAreRefused() {
    for (Shape shape : new Shape[] {Shape.of(4), Shape.of(2, 2, 2), Shape.of(1, 1, 2, 2)}) {
      assertThatThrownBy(() -> Images.image(new float[shape.size()], shape))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage(
              "shape must be (height, width), (1, height, width) or (3, height, width), was "
                  + shape);
    }
    assertThatThrownBy(() -> Images.grid(new float[1][6], GREY, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("columns must be positive, was 0");
  }

  @Test
  void rowsThatAreNotAsLongAsTheShapeAreRefused() {
    for (int length : new int[] {0, 5, 7}) {
      assertThatThrownBy(() -> Images.image(new float[length], GREY))
          .as("%d values for %s", length, GREY)
          .isInstanceOf(CvaeException.class)
          .hasMessageContaining("1×2×3");
    }
  }

  @Test
  void aPngHoldsThePixelsOfItsImage(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("page.png");
    BufferedImage grey = Images.image(new float[] {0, 1, 0.5f, 0.25f, 0.125f, 0.75f}, GREY);
    BufferedImage colour = Images.image(new float[] {1, 0, 0.5f, 0, 0, 0.25f}, COLOUR);

    for (BufferedImage image : new BufferedImage[] {grey, colour}) {
      Images.writePng(image, file);

      assertThat(samples(ImageIO.read(file.toFile()))).isEqualTo(samples(image));
    }
    assertThatThrownBy(() -> Images.writePng(grey, folder.resolve("missing/page.png")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot write %s: there is no folder %s",
            folder.resolve("missing/page.png"), folder.resolve("missing"));
    assertThatThrownBy(() -> Images.writePng(grey, folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write %s: Is a directory", folder);
  }

  private static int[] samples(BufferedImage image) {
    int[] pixels =
        image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    return image.getRaster().getNumBands() == 1
        ? pixels
        : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}

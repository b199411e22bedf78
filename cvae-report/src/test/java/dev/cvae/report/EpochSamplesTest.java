package dev.cvae.report;

import static dev.cvae.report.Fits.images;
import static dev.cvae.report.Fits.table;
import static dev.cvae.report.Fits.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.image.Images;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochSamplesTest {
  private static final int LINES = 6;

  @TempDir Path folder;

  @Test
  void aColumnIsAConditionAndALineAZThatIsTheSameInEachEpoch() {
    EpochSamples samples = EpochSamples.of(images(30));

    try (GenerativeModel model = tiny().modelListener(samples).build().fit(images(30))) {
      List<EpochSamples.Page> pages = samples.pages();

      assertThat(pages).extracting(EpochSamples.Page::epoch).containsExactly(1, 2);
      float[][] expected = new float[3 * LINES][];
      for (int label = 0; label < 3; label++) {
        float[][] column = model.generate(Condition.label(label), LINES, 0).rows();
        for (int line = 0; line < LINES; line++) {
          expected[line * 3 + label] = column[line];
        }
      }
      BufferedImage last = Images.grid(expected, model.description().shape(), 3);
      assertThat(pixels(pages.get(1).image())).isEqualTo(pixels(last));
      assertThat(pixels(pages.get(0).image())).isNotEqualTo(pixels(last));
    }
  }

  @Test
  void aFilmHasAFrameAnEpoch() throws IOException {
    EpochSamples samples = EpochSamples.of(images(30));
    Path file = folder.resolve("training.gif");

    tiny().epochs(3).modelListener(samples).build().fit(images(30)).close();
    samples.writeGif(file);

    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(3);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void ofALongFitEverySecondOrFourthEpochIsKeptAndTheFirst() {
    EpochSamples samples = EpochSamples.of(images(6).unlabelled());

    tiny().epochs(60).modelListener(samples).build().fit(images(6).unlabelled()).close();

    assertThat(samples.pages())
        .extracting(EpochSamples.Page::epoch)
        .startsWith(1, 4, 8)
        .endsWith(56, 60)
        .hasSize(16);
  }

  @Test
  void dataThatAreNotImagesHavePagesOfOneSize() {
    Dataset data = table(40);
    EpochSamples samples = EpochSamples.of(data);

    tiny().modelListener(samples).build().fit(data).close();

    assertThat(samples.pages()).hasSize(2);
    assertThat(samples.pages().get(0).image().getWidth())
        .isEqualTo(samples.pages().get(1).image().getWidth());
  }

  @Test
  void beforeTheFirstEpochThereIsNoFilm() {
    EpochSamples samples = EpochSamples.of(images(6));

    assertThat(samples.pages()).isEmpty();
    assertThatThrownBy(() -> samples.writeGif(folder.resolve("none.gif")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("frames must be at least one, was []");
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }
}

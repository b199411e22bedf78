package dev.cvae.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Mnist;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  private static final int EPOCHS = 2;

  @TempDir Path folder;

  @Test
  void writesThePicturesAndTheModelThatItSaysItWrote() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Dataset train = Mnist.train().first(512);
    Dataset test = Mnist.test().first(128);
    Path results = folder.resolve("target").resolve("quickstart"); // which it makes

    new Quickstart(new PrintStream(printed, true, UTF_8), results).run(train, test, EPOCHS);

    String text = printed.toString(UTF_8);
    assertThat(text)
        .contains("digits.png", "reconstructions.png", "learning-curve.png", "digits.safetensors")
        .contains("MNIST train, epochs: 2", "-ELBO", "reconstr.", "KL", "examples/s")
        .contains("Fitted on PyTorch", "cvae generate", "cvae export-web", "docs/");
    BufferedImage digits = ImageIO.read(results.resolve("digits.png").toFile());
    assertThat(digits.getWidth()).as("ten digits of 28 pixels").isBetween(280, 300);
    assertThat(digits.getHeight()).as("ten rows").isBetween(280, 300);
    BufferedImage pairs = ImageIO.read(results.resolve("reconstructions.png").toFile());
    assertThat(pairs.getHeight()).as("five lines of originals, five below").isBetween(280, 300);
    assertThat(ImageIO.read(results.resolve("learning-curve.png").toFile())).isNotNull();
    try (GenerativeModel model = GenerativeModel.load(results.resolve("digits.safetensors"))) {
      assertThat(model.description().latent()).as("the article's").isEqualTo(256);
      assertThat(model.history().epochs()).hasSize(EPOCHS);
      assertThat(model.history().last().validation()).isPresent();
    }
  }
}

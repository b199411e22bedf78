package dev.cvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvTest {
  private final Conv conv = Network.conv(32, 64);

  @Test
  void theShortFormHasReluAndConcatenation() {
    assertThat(conv)
        .isEqualTo(new Conv(List.of(32, 64), Activation.RELU, Conditioning.CONCATENATION));
    assertThat(conv.film().activation(Activation.TANH))
        .isEqualTo(new Conv(List.of(32, 64), Activation.TANH, Conditioning.FILM));
    assertThat(conv).hasToString("conv(32, 64)");
    assertThat(conv.film()).hasToString("conv(32, 64).film()");
  }

  @ParameterizedTest
  @CsvSource({"28, 28, 7, 7", "32, 32, 8, 8", "64, 48, 16, 12", "4, 4, 1, 1"})
  void anyImageWhoseSidesAreDivisibleByFourGoesThroughTwoBlocks(
      int height, int width, int innerHeight, int innerWidth) {
    for (int channels : new int[] {1, 3}) {
      Shape shape = Shape.of(channels, height, width);
      assertThat(conv.image(shape)).isEqualTo(new ImageSize(channels, height, width));
      assertThat(conv.innermost(shape)).isEqualTo(new ImageSize(64, innerHeight, innerWidth));
    }
    assertThat(conv.image(Shape.of(height, width))).isEqualTo(new ImageSize(1, height, width));
  }

  @ParameterizedTest
  @CsvSource({"30, 28", "28, 30", "2, 4", "27, 27"})
  void sidesThatCannotBeHalvedOnceABlockAreNamed(int height, int width) {
    assertThatThrownBy(() -> conv.image(Shape.of(1, height, width)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "height and width of the data must be divisible by 4 for conv(32, 64), was %d × %d"
                .formatted(height, width));
  }

  @Test
  void threeBlocksNeedSidesDivisibleByEight() {
    assertThatThrownBy(() -> Network.conv(8, 16, 32).image(Shape.of(28, 28)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("divisible by 8 for conv(8, 16, 32), was 28 × 28");
    assertThat(Network.conv(8, 16, 32).innermost(Shape.of(3, 64, 32)))
        .isEqualTo(new ImageSize(32, 8, 4));
  }

  @Test
  void rowsThatAreNoImagesAreRefused() {
    for (Shape shape : List.of(Shape.of(784), Shape.of(2, 1, 28, 28))) {
      assertThatThrownBy(() -> conv.image(shape))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage(
              "shape of the data must be (height, width) or (channels, height, width) for"
                  + " conv(32, 64), was "
                  + shape);
    }
  }

  @Test
  void aFitSaysSoBeforeItLooksForABackend() {
    Cvae cvae = Cvae.builder().latent(2).convolutions(4, 4).build();
    Dataset table = Dataset.of(new float[10][784]);

    assertThatThrownBy(() -> cvae.fit(table).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("(height, width)")
        .hasMessageEndingWith("was 784");
    assertThatThrownBy(() -> cvae.fit(Dataset.of(new float[10 * 36], Shape.of(6, 6))).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("divisible by 4");
    Cvae decoderOnly = Cvae.builder().latent(2).decoder(Network.conv(4, 4)).build();
    assertThatThrownBy(() -> decoderOnly.fit(table).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("(height, width)");
  }

  @Test
  void channelsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Network.conv())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("channels must be of 1 to 10 blocks, was []");
    assertThatThrownBy(() -> Network.conv(32, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("channels must lie in 1..65536, was [32, 0]");
    assertThatThrownBy(() -> Network.conv(65_537))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("channels must lie in 1..65536, was [65537]");
    assertThatThrownBy(
            () -> new Conv(Collections.nCopies(11, 1), Activation.RELU, Conditioning.CONCATENATION))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("channels must be of 1 to 10 blocks");
  }

  @Test
  void aLossGetsAsManyChannelsAsItNeedsForEachPixel() {
    ImageSize image = new ImageSize(3, 4, 4);
    assertThat(image.channelsFor(48)).isEqualTo(3);
    assertThat(image.channelsFor(96)).isEqualTo(6);
    assertThatThrownBy(() -> image.channelsFor(49))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "reconstructionLoss must need the same number of values for each of the 16 pixels"
                + " that the decoder's convolutions end in, was in need of 49");
  }
}

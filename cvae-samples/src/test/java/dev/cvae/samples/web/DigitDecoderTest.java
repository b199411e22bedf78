package dev.cvae.samples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitDecoderTest {
  private static final Shape IMAGE = Shape.of(1, 6, 5);
  private static final ConditionSchema DIGITS = ConditionSchema.label(10);

  @Test
  void onlyTheDecodersWeightsAreRounded() {
    ModelFile exact = RandomModel.of(RandomModel.small(Activation.RELU, ReconstructionLoss.BCE));

    ModelFile rounded = DigitDecoder.of(exact).rounded();

    assertThat(rounded.description()).isEqualTo(exact.description());
    for (int i = 0; i < exact.tensors().size(); i++) {
      Tensor before = exact.tensors().get(i);
      Tensor after = rounded.tensors().get(i);
      boolean weight = before.name().matches("decoder\\..*\\.weight");
      assertThat(after.name()).isEqualTo(before.name());
      assertThat(after.shape()).isEqualTo(before.shape());
      assertThat(after == before).as(before.name()).isNotEqualTo(weight);
    }
  }

  @Test
  void imagesWithAndWithoutTheirOneChannelAreTaken() {
    DigitDecoder flat = decoder(Shape.of(6, 5), DIGITS, Mlp.of(4), Mlp.of(4));
    DigitDecoder channel = decoder(IMAGE, ConditionSchema.label(3), Mlp.of(4), Mlp.of(4));

    assertThat(List.of(flat.height(), flat.width(), flat.classes())).containsExactly(6, 5, 10);
    assertThat(List.of(channel.height(), channel.width(), channel.classes()))
        .containsExactly(6, 5, 3);
  }

  @Test
  void whatThePageCannotDrawIsRefusedByName() {
    Network own = new Own("conv");
    CategoryField style = new CategoryField("style", 2);
    ConditionSchema two = new ConditionSchema(List.of(DIGITS.fields().get(0), style));

    assertRefused(IMAGE, ConditionSchema.none(), Mlp.of(4), Mlp.of(4))
        .hasMessage(
            "condition must be one label with at most 10 classes for the web page, was no"
                + " condition");
    assertRefused(IMAGE, two, Mlp.of(4), Mlp.of(4)).hasMessageEndingWith("was " + two);
    assertRefused(IMAGE, ConditionSchema.label(11), Mlp.of(4), Mlp.of(4))
        .hasMessageEndingWith("was label 0..10");
    assertRefused(IMAGE, DIGITS, Mlp.of(4), own)
        .hasMessage("decoder must be a built-in multi-layer perceptron for the web page, was conv");
    assertRefused(IMAGE, DIGITS, own, Mlp.of(4)).hasMessageStartingWith("encoder must be");
    assertRefused(Shape.of(3, 6, 5), DIGITS, Mlp.of(4), Mlp.of(4))
        .hasMessageStartingWith("shape must be (height, width) or (1, height, width)")
        .hasMessageEndingWith("was 3×6×5");
    assertRefused(Shape.of(30), DIGITS, Mlp.of(4), Mlp.of(4)).hasMessageStartingWith("shape must");
  }

  @Test
  void weightsThatAreMissingOrOfAnotherShapeAreRefused() {
    ModelFile file = RandomModel.of(RandomModel.small(Activation.RELU, ReconstructionLoss.BCE));
    List<Tensor> without =
        file.tensors().stream().filter(t -> !t.name().equals("decoder.output.bias")).toList();
    List<Tensor> turned =
        file.tensors().stream()
            .map(t -> new Tensor(t.name(), new int[] {t.values().length}, t.values()))
            .toList();

    assertThatThrownBy(() -> DigitDecoder.of(with(file, without)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("weights must hold decoder.output.bias");
    assertThatThrownBy(() -> DigitDecoder.of(with(file, turned)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("decoder.hidden.0.weight must have shape [20, 18] for the web page, was [360]");
  }

  private static ModelFile with(ModelFile file, List<Tensor> tensors) {
    return new ModelFile(file.description(), file.provenance(), tensors);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Shape shape, ConditionSchema conditions, Network encoder, Network decoder) {
    return assertThatThrownBy(() -> decoder(shape, conditions, encoder, decoder))
        .isInstanceOf(InvalidSettingException.class);
  }

  private static DigitDecoder decoder(
      Shape shape, ConditionSchema conditions, Network encoder, Network decoder) {
    ModelDescription description =
        RandomModel.describe(shape, conditions, encoder, decoder, ReconstructionLoss.BCE);
    return DigitDecoder.of(RandomModel.of(description));
  }

  private record Own(String name) implements CustomNetwork {}
}

package dev.cvae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Json;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.Prior;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
  @Test
  void theArticlesDecoderIsEightSteps() {
    Program program = Program.ofDecoder(description(Mlp.of(512, 512)));

    assertThat(program.steps())
        .extracting(Json::write)
        .containsExactly(
            "{\"op\":\"latent\"}",
            "{\"op\":\"floats\",\"field\":0}",
            "{\"op\":\"join\",\"parts\":[0,1]}",
            dense(2, "decoder.hidden.0"),
            "{\"op\":\"relu\",\"x\":3}",
            dense(4, "decoder.hidden.1"),
            "{\"op\":\"relu\",\"x\":5}",
            dense(6, "decoder.output"));
    assertThat(program.tensors())
        .containsExactly(
            "decoder.hidden.0.bias",
            "decoder.hidden.0.weight",
            "decoder.hidden.1.bias",
            "decoder.hidden.1.weight",
            "decoder.output.bias",
            "decoder.output.weight");
  }

  @Test
  void aPriorEndsInMeansThenLogVariances() {
    Program program = Program.ofPrior(description(Mlp.of(4)), new ConditionalNormal(List.of()));

    assertThat(program.steps())
        .extracting(Json::write)
        .containsExactly(
            "{\"op\":\"floats\",\"field\":0}",
            dense(0, "prior.mean"),
            dense(0, "prior.log_variance"),
            "{\"op\":\"join\",\"parts\":[1,2]}");
  }

  @Test
  void anOwnNetworkIsRefused() {
    assertThatThrownBy(() -> Program.ofDecoder(description(new Own("wavelets"))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("decoder must be a built-in network for the web page, was wavelets");
  }

  private static String dense(int x, String name) {
    return "{\"op\":\"dense\",\"x\":%d,\"weight\":\"%s.weight\",\"bias\":\"%s.bias\"}"
        .formatted(x, name, name);
  }

  private static ModelDescription description(Network decoder) {
    return new ModelDescription(
        Shape.of(1, 28, 28),
        ConditionSchema.label(10),
        256,
        Mlp.of(4),
        decoder,
        ReconstructionLoss.BCE,
        Prior.STANDARD_NORMAL);
  }

  private record Own(String name) implements CustomNetwork {}
}

package dev.cvae.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorTest {
  @Test
  void priorsAreNamedAsTheFieldWritesThem() {
    assertThat(Prior.STANDARD_NORMAL).hasToString("N(0, I)");
    assertThat(Prior.conditional()).hasToString("learned p(z|c)");
    assertThat(Prior.conditional(64, 32)).hasToString("learned p(z|c) with hidden [64, 32]");
    assertThat(Prior.vamp(500)).hasToString("VampPrior of 500");
  }

  @Test
  void allButAMixtureFactorise() {
    assertThat(Prior.STANDARD_NORMAL.factorises()).isTrue();
    assertThat(Prior.conditional().factorises()).isTrue();
    assertThat(Prior.vamp(1).factorises()).isFalse();
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertRefused(() -> Prior.vamp(0), "components of the VampPrior must be 1 to 10000, was 0");
    assertRefused(
        () -> Prior.vamp(10_001), "components of the VampPrior must be 1 to 10000, was 10001");
    assertRefused(
        () -> Prior.conditional(8, 0),
        "hidden layers of the prior must have widths from 1 to 1048576, was [8, 0]");
  }

  @Test
  void aLearnedPriorOfAConditionNeedsOne() {
    assertRefused(
        () -> description(Prior.conditional(), ConditionSchema.none(), Mlp.of(1)),
        "prior must be one without condition for data that has none, was learned p(z|c)");
    description(Prior.vamp(2), ConditionSchema.none(), Mlp.of(1));
    description(Prior.conditional(), ConditionSchema.label(2), Mlp.of(1));
  }

  @Test
  void theWidestThingOfARowIsThatOfItsPriorOrItsLayersToo() {
    ConditionSchema three = ConditionSchema.label(3);
    assertThat(description(Prior.STANDARD_NORMAL, three, Mlp.of(2)).widest()).isEqualTo(5);
    assertThat(description(Prior.STANDARD_NORMAL, three, Mlp.of(2, 70)).widest()).isEqualTo(70);
    assertThat(description(Prior.conditional(90), three, Mlp.of(2)).widest()).isEqualTo(90);
    assertThat(description(Prior.vamp(500), three, Mlp.of(2)).widest()).isEqualTo(2000);
  }

  private static ModelDescription description(Prior prior, ConditionSchema conditions, Mlp mlp) {
    return new ModelDescription(
        Shape.of(5),
        conditions,
        4,
        mlp,
        new Mlp(List.of(1), mlp.activation()),
        ReconstructionLoss.BCE,
        prior);
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(InvalidSettingException.class).hasMessage(message);
  }
}

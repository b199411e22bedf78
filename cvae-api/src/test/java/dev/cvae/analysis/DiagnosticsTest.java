package dev.cvae.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.LinearGaussian;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.training.LatentDiagnostics;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static final double[][] NO_CONDITION = {{0, 0, 0}};

  @Test
  void anExactModelOnItsOwnDataHasTheFiguresOfTheClosedForm() {
    // given: on data of the model itself, the aggregated posterior is the prior
    double[][] w = {{1.5, 0.4}, {1.2, -0.5}, {-0.6, 0}};
    GenerativeModel model = new LinearGaussian(w, NO_CONDITION).model(0, 1);
    Dataset own = own(model, 20_000);

    // when
    LatentDiagnostics latents = Diagnostics.of(model, own);

    // then: with s² = 1 / (1 + ‖w‖²), Var E_q[z] = 1 − s² and E KL = −½ log s²
    double[] squared = {1.5 * 1.5 + 1.2 * 1.2 + 0.6 * 0.6, 0.4 * 0.4 + 0.5 * 0.5};
    double kl = 0;
    for (int i = 0; i < 2; i++) {
      double variance = 1 / (1 + squared[i]);
      LatentDiagnostics.Latent latent = latents.latents().get(i);
      assertThat(latent.activity()).as("seed 9").isEqualTo(1 - variance, within(0.05));
      assertThat(latent.kl().getAsDouble()).isEqualTo(-Math.log(variance) / 2, within(0.03));
      assertThat(latent.mismatch()).isEqualTo(0, within(1e-3));
      kl -= Math.log(variance) / 2;
    }
    assertThat(latents.kl()).isEqualTo(kl, within(0.03));
    assertThat(latents.activeUnits()).isEqualTo(2);
    assertThat(latents.isCollapsed()).isFalse();
    assertThat(latents.warnings()).isEmpty();
    assertThat(latents.toString()).startsWith("2 of 2 latents active, KL 0.9");
  }

  @Test
  void aLatentThatTheDecoderDoesNotUseIsNotActive() {
    GenerativeModel model =
        new LinearGaussian(new double[][] {{2, 0}, {1, 0}, {1, 0}}, NO_CONDITION).model(0, 1);

    LatentDiagnostics latents = Diagnostics.of(model, own(model, 500));

    assertThat(latents.latents().get(0).isActive()).isTrue();
    assertThat(latents.latents().get(1).isActive()).isFalse();
    assertThat(latents.latents().get(1).kl().getAsDouble()).isEqualTo(0, within(1e-7));
    assertThat(latents.activeUnits()).isEqualTo(1);
    assertThat(latents.warnings()).isEmpty();
  }

  @Test
  void aCollapsedPosteriorIsSaidInWordsWithWhatToTry() {
    GenerativeModel model = new LinearGaussian(new double[3][2], NO_CONDITION).model(0, 1);

    LatentDiagnostics latents = Diagnostics.of(model, own(model, 500));

    assertThat(latents.isCollapsed()).isTrue();
    assertThat(latents.activeUnits()).isZero();
    assertThat(latents.warnings())
        .singleElement()
        .asString()
        .contains("posterior has collapsed: 0 of 2 latents are active, KL 0.00 nats")
        .contains("KL warm-up, free bits, a smaller beta");
  }

  @Test
  void anAggregatedPosteriorFarFromThePriorIsSaidInWords() {
    // given an encoder that is off by 2 in each of two latents: ½ 2² nats each
    GenerativeModel model =
        new LinearGaussian(new double[][] {{2, 0}, {0, 2}, {0, 0}}, NO_CONDITION).model(2, 1);

    LatentDiagnostics latents = Diagnostics.of(model, own(model, 20_000));

    assertThat(latents.mismatch()).as("seed 9").isEqualTo(4, within(0.1));
    assertThat(latents.warnings())
        .singleElement()
        .asString()
        .contains("nats from the prior")
        .contains("learned prior");
  }

  private static Dataset own(GenerativeModel model, int rows) {
    GenerationRequest request = GenerationRequest.of(Condition.none(), rows).draws().seed(9);
    return Dataset.of(model.generate(request).rows());
  }
}

package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.likelihood.CustomLoss;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file says of each loss and prior; docs/files.md promises these names. */
class LossAndPriorJsonTest {
  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(ReconstructionLoss.BCE, "{'kind':'bce'}"),
        Arguments.of(ReconstructionLoss.MSE, "{'kind':'mse'}"),
        Arguments.of(ReconstructionLoss.continuousBernoulli(), "{'kind':'continuous_bernoulli'}"),
        Arguments.of(ReconstructionLoss.gaussian(), "{'kind':'gaussian','sigma':'shared'}"),
        Arguments.of(
            ReconstructionLoss.gaussianPerFeature(), "{'kind':'gaussian','sigma':'per_feature'}"),
        Arguments.of(ReconstructionLoss.discretisedLogistic(), "{'kind':'discretised_logistic'}"),
        Arguments.of(ReconstructionLoss.categorical(2, 3), "{'kind':'categorical','sizes':[2,3]}"),
        Arguments.of(
            ReconstructionLoss.mixed(
                ReconstructionLoss.gaussian().on(2), ReconstructionLoss.categorical(3).on(3)),
            "{'kind':'mixed','parts':[{'features':2,'loss':{'kind':'gaussian','sigma':'shared'}},"
                + "{'features':3,'loss':{'kind':'categorical','sizes':[3]}}]}"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void eachLossIsWrittenAsDocumentedAndReadAgain(ReconstructionLoss loss, String json) {
    String text = json.replace('\'', '"');
    assertThat(Json.write(LossJson.write(loss))).isEqualTo(text);
    assertThat(LossJson.read(new JsonObject("loss", Json.read(text)))).isEqualTo(loss);
  }

  static Stream<Arguments> priors() {
    return Stream.of(
        Arguments.of(Prior.STANDARD_NORMAL, "{'kind':'standard_normal'}"),
        Arguments.of(Prior.conditional(), "{'kind':'conditional_normal','hidden':[]}"),
        Arguments.of(Prior.conditional(8, 4), "{'kind':'conditional_normal','hidden':[8,4]}"),
        Arguments.of(Prior.vamp(500), "{'kind':'vamp','components':500}"));
  }

  @ParameterizedTest
  @MethodSource("priors")
  void eachPriorIsWrittenAsDocumentedAndReadAgain(Prior prior, String json) {
    String text = json.replace('\'', '"');
    assertThat(Json.write(PriorJson.write(prior))).isEqualTo(text);
    assertThat(PriorJson.read(new JsonObject("prior", Json.read(text)))).isEqualTo(prior);
  }

  @Test
  void anOwnLossComesBackAsItsNameAndSaysWhatToDoWhereItIsNeeded() {
    ReconstructionLoss read =
        LossJson.read(
            new JsonObject("loss", Json.read("{\"kind\":\"custom\",\"name\":\"poisson\"}")));
    assertThat(((CustomLoss) read).name()).isEqualTo("poisson");
    assertThat(read).hasToString("own loss poisson");
    assertThat(Json.write(LossJson.write(read)))
        .isEqualTo("{\"kind\":\"custom\",\"name\":\"poisson\"}");
    for (Runnable call :
        new Runnable[] {
          () -> read.logProbability(new float[1], new double[1]),
          () -> read.mean(new double[1], new float[1]),
          () -> read.draw(new double[1], RandomStream.of(0), 0, new float[1])
        }) {
      assertThatThrownBy(call::run)
          .hasMessageContaining("own loss \"poisson\"")
          .hasMessageContaining("LoadOptions.defaults().reconstructionLoss");
    }
  }
}

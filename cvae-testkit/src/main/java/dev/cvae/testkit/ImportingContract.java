package dev.cvae.testkit;

import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.Tensor;
import dev.cvae.file.Weights;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Embedding;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.scaling.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights from elsewhere, of which a model is made without a fit. */
abstract class ImportingContract {
  /** A model and data of its kind. */
  record Kind(Cvae cvae, Dataset data) {}

  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (ReconstructionLoss loss : LossExamples.losses()) {
      kinds.add(new Kind(tiny().reconstructionLoss(loss).build(), LossExamples.data(loss, 20)));
    }
    for (Prior prior : LossExamples.priors()) {
      kinds.add(new Kind(tiny().prior(prior).build(), labelled(20)));
    }
    Dataset images = images();
    kinds.add(new Kind(tiny().convolutions(3, 4).build(), images));
    kinds.add(new Kind(tiny().convolutions(3, 4).build(), images.unlabelled()));
    Network film = Network.conv(3).film();
    kinds.add(new Kind(tiny().encoder(film).decoder(film).build(), images));
    kinds.add(new Kind(tiny().conditionEncoder("label", new Embedding(5)).build(), labelled(20)));
    kinds.add(
        new Kind(
            tiny().conditionEncoder("photo", Network.conv(2)).build(),
            labelled(20).withImages("photo", new float[20][16], Shape.of(1, 4, 4))));
    return kinds;
  }

  private static Dataset images() {
    float[] values = new float[12 * 32];
    int[] labels = new int[12];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 100 / 100f;
      labels[i / 32] = i / 32 % 3;
    }
    return Dataset.of(values, Shape.of(1, 8, 4)).labelled(labels, 3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aModelMadeOfAFittedModelsWeightsIsThatModel(Kind kind) {
    try (GenerativeModel fitted = kind.cvae.fit(kind.data)) {
      List<Tensor> tensors = new ArrayList<>(fitted.toFile().tensors());
      Collections.reverse(tensors);
      ConditionSchema conditions = fitted.description().conditions();

      try (GenerativeModel imported =
          kind.cvae.withWeights(Weights.of("fitted", tensors), kind.data.shape(), conditions)) {
        assertThat(imported.evaluate(kind.data)).isEqualTo(fitted.evaluate(kind.data));
        assertThat(imported.toFile().differenceFrom(fitted.description())).isEmpty();
        assertThat(imported.provenance().isImported()).isTrue();
        assertThat(imported.describe()).contains("imported from fitted");
        assertThat(imported.history().epochs()).isEmpty();
      }
    }
  }

  @Test
  void weightsThatDoNotFitAreNamed() {
    Cvae cvae = tiny().build();
    try (GenerativeModel fitted = cvae.fit(labelled(20))) {
      Weights weights = Weights.of("fitted", fitted.toFile().tensors());
      ConditionSchema conditions = ConditionSchema.label(Examples.CLASSES);
      Shape shape = Shape.of(Examples.FEATURES);

      assertThatThrownBy(() -> cvae.withWeights(weights, shape, ConditionSchema.label(4)))
          .isInstanceOf(ModelFileException.class)
          .hasMessage(
              "tensor encoder.hidden.0.weight of fitted must have the shape [8, 10], had [8, 9]");
      assertThatThrownBy(
              () ->
                  cvae.withWeights(
                      weights.renamed(Map.of("encoder.mean", "encoder.mu")), shape, conditions))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("missing are [encoder.mean.weight, encoder.mean.bias]")
          .hasMessageContaining("left over are [encoder.mu.weight, encoder.mu.bias]");
      Cvae scaled = cvae.toBuilder().scaling(Scaling.standardised()).build();
      assertThatThrownBy(() -> scaled.withWeights(weights, shape, conditions))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith("scaling must be none for a model that is not fitted");
    }
  }
}

package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Batch;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.training.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The program against what the engine records; that is held against double precision elsewhere. */
@EnabledIfSystemProperty(named = "cvae.engine", matches = "PyTorch")
class CompiledGradientTest {
  private static final int ROWS = 9;
  private static final int LATENT = 3;
  private static final double BETA = 0.7;

  record Kind(
      ReconstructionLoss loss,
      Prior prior,
      Activation activation,
      Map<String, FieldEncoder> encoders,
      Dataset data) {
    ModelDescription description() {
      return new ModelDescription(
          data.shape(),
          data.conditions(),
          LATENT,
          new Mlp(List.of(6, 5), activation),
          new Mlp(List.of(4), activation),
          loss,
          prior,
          FittedScaling.none(),
          encoders);
    }
  }

  static List<Kind> kinds() {
    Dataset labelled = Engines.rows(ROWS, 4, 3);
    Dataset numbered = labelled.with("height", new double[] {1, 2, 3, 4, 5, 6, 7, 8, 10});
    Map<String, FieldEncoder> none = Map.of();
    Map<String, FieldEncoder> encoders =
        Map.of("label", new Embedding(2), "height", Network.mlp(3));
    List<Kind> kinds = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      kinds.add(kind(ReconstructionLoss.BCE, Prior.STANDARD_NORMAL, activation, none, labelled));
    }
    Activation tanh = Activation.TANH;
    for (Prior prior : List.of(Prior.STANDARD_NORMAL, Prior.conditional(), Prior.conditional(4))) {
      kinds.add(kind(ReconstructionLoss.MSE, prior, tanh, none, numbered));
      kinds.add(kind(ReconstructionLoss.BCE, prior, tanh, encoders, numbered));
      kinds.add(kind(ReconstructionLoss.BCE, prior, tanh, encoders, weighted(numbered)));
    }
    kinds.add(
        kind(ReconstructionLoss.MSE, Prior.STANDARD_NORMAL, tanh, none, labelled.unlabelled()));
    return kinds;
  }

  private static Kind kind(
      ReconstructionLoss loss,
      Prior prior,
      Activation activation,
      Map<String, FieldEncoder> encoders,
      Dataset data) {
    return new Kind(loss, prior, activation, encoders, data);
  }

  private static Dataset weighted(Dataset data) {
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = row % 3;
    }
    return data.weighted(weights);
  }

  /** Each kind, in each precision that there is here. */
  static List<Arguments> programs() {
    List<Arguments> programs = new ArrayList<>();
    try (NDManager manager = Engines.newManager()) {
      boolean mixed = PyTorchProcessor.multipliesBfloat16(manager);
      for (Kind kind : kinds()) {
        programs.add(arguments(kind, Precision.FLOAT32, 1e-5));
        if (mixed) { // 8 significant bits: an error of 2⁻⁹ at most in each factor
          programs.add(arguments(kind, Precision.MIXED, 3e-2));
        }
      }
    }
    return programs;
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theProgramsGradientsAreTheRecordedOnes(Kind kind, Precision precision, double most) {
    Objective objective = Objective.elbo().beta(BETA);
    try (NDManager manager = Engines.newManager()) {
      Model model = model(kind.description(), kind.data(), manager);
      Batch batch = Losses.batch(kind.data());
      ConditionBuffer condition = new ConditionBuffer(model.description(), ROWS);
      condition.fill(batch.conditions(), ROWS);
      InputBuffer noise = new InputBuffer(ROWS, LATENT);
      RandomStream.of(99).normals(0, noise.rows(ROWS));

      // when: twice, as the second time must write over the first
      List<String> names = new ArrayList<>();
      Map<String, float[]> actual = new LinkedHashMap<>();
      ElboSums sums;
      try (CompiledGradient compiled = CompiledGradient.of(objective, model, precision, manager)) {
        compiled.of(batch, condition, noise, 0).close();
        sums = ElboSums.read(compiled.of(batch, condition, noise, 0));
        model.weights().trained((name, array) -> names.add(name));
        for (int i = 0; i < names.size(); i++) {
          actual.put(names.get(i), compiled.gradients().get(i).toFloatArray());
        }
      }

      // then
      model.weights().requireGradients(true);
      BatchGradient recorded = new RecordedGradient(model, Loss.of(objective), manager);
      ElboSums expected = ElboSums.read(recorded.of(batch, condition, noise, 0));
      assertThat(sums.logLikelihood()).isCloseTo(expected.logLikelihood(), within(10 * most));
      assertThat(sums.kl()).isCloseTo(expected.kl(), within(10 * most));
      List<NDArray> trained = model.weights().trained();
      for (int i = 0; i < names.size(); i++) {
        try (NDArray gradient = trained.get(i).getGradient()) {
          double[] values = doubles(gradient.toFloatArray());
          assertThat(Losses.relativeError(values, actual.get(names.get(i))))
              .as(names.get(i))
              .isLessThan(most);
        }
      }
    }
  }

  @Test
  void whatTheProgramIsNotForIsLeftToTheEngine() {
    Dataset data = Engines.rows(ROWS, 16, 3);
    Mlp mlp = Mlp.of(4);
    ModelDescription plain = Engines.description(data, LATENT, mlp, mlp, ReconstructionLoss.BCE);
    assertThat(isCompiled(plain, Objective.elbo(), data)).isTrue();
    assertThat(isCompiled(plain, Objective.elbo().samples(2), data)).isFalse();
    assertThat(isCompiled(plain, Objective.elbo().freeBits(0.1), data)).isFalse();
    assertThat(isCompiled(plain, Objective.iwae(2), data)).isFalse();
    ModelDescription logistic =
        plain.withReconstructionLoss(ReconstructionLoss.continuousBernoulli());
    assertThat(isCompiled(logistic, Objective.elbo(), data)).isFalse();
  }

  private static boolean isCompiled(
      ModelDescription description, Objective objective, Dataset data) {
    try (NDManager manager = Engines.newManager()) {
      Model model = model(description, data, manager);
      CompiledGradient.of(objective, model, Precision.FLOAT32, manager).close();
      return true;
    } catch (NoProgramException e) {
      return false;
    }
  }

  private static Model model(ModelDescription description, Dataset data, NDManager manager) {
    return Model.build(
        description, manager, new InitialValues.Drawn(Engines.task(description, data)));
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}

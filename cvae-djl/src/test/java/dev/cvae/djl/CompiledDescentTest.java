package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Batch;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.objective.Objective;
import dev.cvae.random.RandomStream;
import dev.cvae.training.AdamW;
import dev.cvae.training.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** One program a step, against the gradient first and the optimiser's step then. */
@EnabledIfSystemProperty(named = "cvae.engine", matches = "PyTorch")
class CompiledDescentTest {
  private static final int ROWS = 32;
  private static final int LATENT = 8;
  private static final int STEPS = 45; // denormals are flushed twice
  private static final double RATE = 1e-2;
  private static final AdamW ADAM = new AdamW(0.9, 0.999, 1e-8, 0.01);
  private static final Objective OBJECTIVE = Objective.elbo().beta(0.5);

  private final Dataset data = Engines.rows(ROWS, 64, 3);
  private final ModelDescription description =
      Engines.description(data, LATENT, Mlp.of(48), Mlp.of(48), ReconstructionLoss.BCE);

  private record Run(List<Double> losses, List<float[]> weights) {}

  @Test
  void theWeightsAreThoseOfTheGradientFirstToTheLastBit() {
    Run first = run((model, memory) -> gradientFirst(model, memory, Precision.FLOAT32));
    Run program = run((model, memory) -> program(model, memory, Precision.FLOAT32));

    assertThat(program.losses()).isEqualTo(first.losses());
    assertThat(program.weights()).hasSameSizeAs(first.weights());
    for (int i = 0; i < program.weights().size(); i++) {
      assertThat(program.weights().get(i)).containsExactly(first.weights().get(i));
    }
  }

  @Test
  void lossesOfTwentyStepsAreThoseOfRecordedGradients() {
    Run recorded = run(CompiledDescentTest::recorded);
    Run program = run((model, memory) -> program(model, memory, Precision.FLOAT32));

    requireSame(program, recorded, 1e-4);
    assertThat(recorded.losses().get(19)).isLessThan(0.98 * recorded.losses().get(0));
  }

  @Test
  void inMixedPrecisionTheyAreWithinAPercent() {
    try (NDManager manager = Engines.newManager()) {
      assumeThat(PyTorchProcessor.multipliesBfloat16(manager)).isTrue();
    }
    Run recorded = run(CompiledDescentTest::recorded);
    Run mixed = run((model, memory) -> program(model, memory, Precision.MIXED));

    requireSame(mixed, recorded, 1e-2);
    assertThat(mixed.losses()).isNotEqualTo(recorded.losses());
  }

  private static void requireSame(Run actual, Run expected, double relative) {
    for (int step = 0; step < 20; step++) {
      double loss = expected.losses().get(step);
      assertThat(actual.losses().get(step)).isCloseTo(loss, within(relative * loss));
    }
  }

  private static Descent program(Model model, OptimiserMemory memory, Precision precision) {
    return CompiledDescent.of(OBJECTIVE, ADAM, model, precision, memory);
  }

  private static Descent gradientFirst(Model model, OptimiserMemory memory, Precision precision) {
    CompiledGradient gradient = CompiledGradient.of(OBJECTIVE, model, precision, memory.manager());
    List<NDArray> weights = model.weights().trained();
    OptionalDouble unclipped = OptionalDouble.empty();
    return new GradientDescent(
        gradient, new FusedAdamStep(ADAM, unclipped, weights, gradient.gradients(), false, memory));
  }

  private static Descent recorded(Model model, OptimiserMemory memory) {
    model.weights().requireGradients(true);
    return new GradientDescent(
        new RecordedGradient(model, Loss.of(OBJECTIVE), memory.manager()),
        FusedAdamStep.ofRecorded(ADAM, OptionalDouble.empty(), model.weights().trained(), memory));
  }

  private Run run(BiFunction<Model, OptimiserMemory, Descent> descents) {
    List<Double> losses = new ArrayList<>();
    List<float[]> weights = new ArrayList<>();
    try (NDManager manager = Engines.newManager()) {
      Model model =
          Model.build(
              description, manager, new InitialValues.Drawn(Engines.task(description, data)));
      OptimiserMemory memory = new OptimiserMemory(model.weights(), manager, Optional.empty());
      Batch batch = Losses.batch(data);
      ConditionBuffer condition = new ConditionBuffer(description, ROWS);
      condition.fill(batch.conditions(), ROWS);
      InputBuffer noise = new InputBuffer(ROWS, LATENT);
      try (Descent descent = descents.apply(model, memory)) {
        for (int step = 0; step < STEPS; step++) {
          RandomStream.of(step).normals(0, noise.rows(ROWS));
          ElboSums sums = ElboSums.read(descent.step(batch, condition, noise, 0, RATE));
          losses.add(sums.kl() - sums.logLikelihood());
        }
      }
      model.weights().requireGradients(false);
      model.weights().trained().forEach(weight -> weights.add(weight.toFloatArray()));
    }
    return new Run(losses, weights);
  }
}

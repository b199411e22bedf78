package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import dev.cvae.data.Batch;
import dev.cvae.data.Dataset;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Mlp;
import dev.cvae.objective.Objective;
import dev.cvae.random.RandomStream;
import dev.cvae.training.AdamW;
import dev.cvae.training.Precision;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a step of the article's layers costs, counted: a slower step shows here without a clock. */
@EnabledIfSystemProperty(named = "cvae.engine", matches = "PyTorch")
class StepCostTest {
  private static final int ROWS = 16;
  private static final int LATENT = 8;
  private static final AdamW ADAM = new AdamW(0.9, 0.999, 1e-8, 0);

  private final Dataset data = Engines.rows(ROWS, 20, 3);
  private final ModelDescription description =
      Engines.description(data, LATENT, Mlp.of(12, 12), Mlp.of(12, 12), ReconstructionLoss.BCE);

  /** Seven layers: forward, by the weights, and by the inputs of all but the first. */
  @Test
  void aStepHasTwentyProductsAndOneCallOfAdamAWeight() {
    String text = withModel(model -> text(model, Precision.FLOAT32));

    assertThat(count("torch\\.(add)?mm\\(", text)).isEqualTo(7 + 7 + 6);
    assertThat(count("torch\\._fused_adamw_\\(", text)).isEqualTo(14);
    assertThat(count("torch\\.to\\(", text)).isZero();
    assertThat(count("torch\\.cat\\(", text)).isEqualTo(2);
  }

  /** 14 weights, what enters a product as float32, and back what leaves one for a formula. */
  @Test
  void inMixedPrecisionEachWeightIsCastOnce() {
    String text = withModel(model -> text(model, Precision.MIXED));

    assertThat(count("torch\\.to\\(w\\[\\d+\\], 15\\)", text)).isEqualTo(14);
    assertThat(count("torch\\.to\\(", text)).isLessThanOrEqualTo(14 + 10);
  }

  @Test
  void aStepAllocatesLittleInJava() {
    long bytes =
        withModel(
            model -> {
              OptimiserMemory memory =
                  new OptimiserMemory(model.weights(), model.weights().manager(), Optional.empty());
              try (Descent descent =
                  CompiledDescent.of(Objective.elbo(), ADAM, model, Precision.FLOAT32, memory)) {
                steps(descent, 200); // loads classes
                long before = allocated();
                steps(descent, 100);
                return (allocated() - before) / 100;
              }
            });

    assertThat(bytes).isLessThan(32 * 1024);
  }

  private void steps(Descent descent, int count) {
    Batch batch = Losses.batch(data);
    ConditionBuffer condition = new ConditionBuffer(description, ROWS);
    InputBuffer noise = new InputBuffer(ROWS, LATENT);
    for (int step = 0; step < count; step++) {
      condition.fill(batch.conditions(), ROWS);
      RandomStream.of(step).normals(0, noise.rows(ROWS));
      ElboSums.read(descent.step(batch, condition, noise, 0, 1e-3));
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static String text(Model model, Precision precision) {
    return ElboProgram.text(Objective.elbo(), model, precision, new AdamLines(ADAM));
  }

  private <T> T withModel(Function<Model, T> use) {
    try (NDManager manager = Engines.newManager()) {
      return use.apply(
          Model.build(
              description, manager, new InitialValues.Drawn(Engines.task(description, data))));
    }
  }

  private static long count(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().count();
  }
}

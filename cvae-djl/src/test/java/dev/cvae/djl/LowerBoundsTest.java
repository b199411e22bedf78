package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.likelihood.Gaussian;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowerBoundsTest {
  private static final float LEAST = (float) Gaussian.LEAST_LOG_SIGMA;

  @Test
  void whatFellBelowIsLiftedToTheBoundExactlyAndTheRestStaysAsItIs() {
    try (NDManager manager = Engines.newManager()) {
      NDArray weight = manager.create(new float[] {-6.1f, -1e4f, LEAST, -5.999f, 0.1f, 3e7f});
      weight.setRequiresGradient(true);
      EngineSupport support = EngineSupport.of(manager.getEngine());

      // when
      new LowerBounds(List.of(new Weights.Bounded(weight, LEAST)), support, manager).apply();

      // then
      assertThat(weight.toFloatArray()).containsExactly(LEAST, LEAST, LEAST, -5.999f, 0.1f, 3e7f);
    }
  }
}

package dev.cvae.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class StudentTTest {
  private final StudentT loss = new StudentT();

  @Test
  void theDensityIntegratesToOne() {
    double[] parameters = {0.4, -0.3};
    double sum = 0;
    double step = 1e-3;
    for (double x = -500 + step / 2; x < 500; x += step) {
      sum += step * Math.exp(loss.logProbability(new float[] {(float) x}, parameters));
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void theArraysSayWhatDoublePrecisionSaysOfWhatIsObserved() {
    float[][] x = {{1, Float.NaN, -20}, {Float.NaN, Float.NaN, Float.NaN}};
    float[][] outputs = {{0.5f, 2, 3, -4, 0, 5}, {1, 2, 3, 4, 5, 6}};
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
      float[] logs = loss.logProbability(manager.create(x), manager.create(outputs)).toFloatArray();
      for (int row = 0; row < x.length; row++) {
        double[] parameters = new double[6];
        for (int i = 0; i < 6; i++) {
          parameters[i] = outputs[row][i];
        }
        double expected = loss.logProbability(x[row], parameters);
        assertThat((double) logs[row]).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
      }
    }
  }
}

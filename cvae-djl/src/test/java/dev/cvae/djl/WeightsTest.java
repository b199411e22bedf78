package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.cvae.file.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final float[] VALUES = {
    -0f, 0f, 1e-40f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, -1 / 3f, 0.1f
  };

  @Test
  void weightsThatAreSetAgainAreTheSameBits() {
    try (NDManager manager = Engines.newManager()) {
      // given: weights of any shape, whose values have changed to what no arithmetic undoes
      Weights weights = new Weights(manager, new SomeValues(Engines.anyTask()));
      List<Tensor> tensors = new ArrayList<>();
      for (int[] shape : new int[][] {{8}, {2, 4}, {4, 1, 2, 1}, {1}}) {
        long[] dimensions = Arrays.stream(shape).asLongStream().toArray();
        String name = "weight " + tensors.size();
        weights.add(name, 1, dimensions).muli(Float.NaN);
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        tensors.add(new Tensor(name, shape, Arrays.copyOf(VALUES, size)));
      }

      // when
      weights.set(tensors);

      // then
      List<Tensor> read = weights.toTensors();
      for (int i = 0; i < read.size(); i++) {
        assertThat(bits(read.get(i))).containsExactly(bits(tensors.get(i)));
      }
    }
  }

  private static int[] bits(Tensor tensor) {
    float[] values = tensor.values();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}

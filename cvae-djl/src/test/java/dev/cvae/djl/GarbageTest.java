package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.Dataset;
import dev.cvae.model.Mlp;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.ReconstructionLoss;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A garbage collection between the forward and the backward pass. DJL frees the memory of a plain
 * number in a product at once, while PyTorch still means to read it: gradients then are anything.
 */
class GarbageTest {
  private static final int ROWS = 4;
  private static final int FEATURES = 3;
  private static final int LATENT = 2;
  private static final int BUFFERS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"BCE", "MSE"})
  void aCollectionBetweenTheForwardAndTheBackwardPassChangesNoGradient(String name) {
    // given
    ReconstructionLoss loss = name.equals("BCE") ? ReconstructionLoss.BCE : ReconstructionLoss.MSE;

    // when
    List<float[]> undisturbed = gradients(loss, () -> {});
    List<float[]> disturbed = gradients(loss, GarbageTest::collectAndOverwrite);

    // then
    assertThat(disturbed).hasSameSizeAs(undisturbed);
    for (int i = 0; i < disturbed.size(); i++) {
      assertThat(disturbed.get(i)).as("gradient of tensor %s", i).isEqualTo(undisturbed.get(i));
    }
  }

  private static List<float[]> gradients(ReconstructionLoss loss, Runnable between) {
    Dataset data = Engines.rows(ROWS, FEATURES, 2);
    Mlp mlp = Mlp.of(5);
    ModelDescription description = Engines.description(data, LATENT, mlp, mlp, loss);
    Batch batch = new Batch(ROWS, data.shape(), data.conditions());
    try (Batches batches = data.inOrder()) {
      batches.next(batch);
    }
    InputBuffer condition = new InputBuffer(ROWS, data.conditions().width());
    try (NDManager manager = Engines.newManager()) {
      InitialValues drawn = new InitialValues.Drawn(Engines.task(description, data));
      Model model = Model.build(description, manager, drawn);
      model.weights().requireGradients(true);
      NDArray x = InputBuffer.array(manager, batch.bytes(), FEATURES);
      NDArray c = condition.oneHot(batch, manager);
      NDArray epsilon = manager.create(Engines.noise(ROWS, LATENT));
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray scalar = Elbo.of(model, x, c, epsilon, true).loss();
        between.run();
        collector.backward(scalar);
      }
      List<float[]> gradients = new ArrayList<>();
      for (NDArray weight : model.weights().trained()) {
        try (NDArray gradient = weight.getGradient()) {
          gradients.add(gradient.toFloatArray());
        }
      }
      return gradients;
    }
  }

  /** Collects until it is certain that it has, then fills freed memory with NaN. */
  private static void collectAndOverwrite() {
    for (int round = 0; round < 3; round++) {
      WeakReference<Object> garbage = new WeakReference<>(new Object());
      while (garbage.get() != null) {
        System.gc();
      }
      List<ByteBuffer> buffers = new ArrayList<>();
      for (int i = 0; i < BUFFERS; i++) {
        buffers.add(
            ByteBuffer.allocateDirect(Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .putFloat(0, Float.NaN));
      }
      assertThat(buffers).hasSize(BUFFERS);
    }
  }
}

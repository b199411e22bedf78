package dev.cvae.benchmarks;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import dev.cvae.random.RandomStream;
import java.util.Arrays;

/** A plain network, 500 and 500 wide, that predicts pixels from others: one guess, no z. */
final class PixelPredictor implements AutoCloseable {
  private static final int BATCH = 128;

  private final NDManager manager;
  private final Block network;
  private final ParameterStore store;

  private PixelPredictor(NDManager manager, Block network) {
    this.manager = manager;
    this.network = network;
    this.store = new ParameterStore(manager, false);
  }

  /**
   * Trains on some digits and returns the cross-entropy on others, in nats per example: that of the
   * epoch with the lowest.
   */
  static double crossEntropy(CutDigits train, CutDigits test, int epochs) {
    Engine engine = Engine.getEngine("PyTorch");
    engine.setRandomSeed(0);
    NDManager manager = engine.newBaseManager(Device.cpu());
    Block network =
        new SequentialBlock()
            .add(Linear.builder().setUnits(500).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(500).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(train.hidden()[0].length).build());
    network.initialize(manager, DataType.FLOAT32, new Shape(1, train.seen()[0].length));
    Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    try (PixelPredictor predictor = new PixelPredictor(manager, network)) {
      double best = Double.POSITIVE_INFINITY;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        int[] order = RandomStream.of(epoch).permutation(train.seen().length);
        for (int start = 0; start < order.length; start += BATCH) {
          int end = Math.min(order.length, start + BATCH);
          predictor.step(train, Arrays.copyOfRange(order, start, end), adam);
        }
        best = Math.min(best, predictor.crossEntropy(test));
      }
      return best;
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private void step(CutDigits digits, int[] rows, Optimizer optimizer) {
    try (NDManager scope = manager.newSubManager()) {
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        collector.backward(crossEntropy(digits, rows, scope, true).mean());
      }
      for (Pair<String, Parameter> entry : network.getParameters()) {
        NDArray weight = entry.getValue().getArray();
        try (NDArray gradient = weight.getGradient()) {
          optimizer.update(entry.getKey(), weight, gradient);
          gradient.muli(0f);
        }
      }
    }
  }

  private double crossEntropy(CutDigits digits) {
    double sum = 0;
    for (int start = 0; start < digits.seen().length; start += BATCH) {
      int[] rows = new int[Math.min(BATCH, digits.seen().length - start)];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = start + i;
      }
      try (NDManager scope = manager.newSubManager()) {
        sum += crossEntropy(digits, rows, scope, false).sum().getFloat();
      }
    }
    return sum / digits.seen().length;
  }

  /** Of some rows, (rows). */
  private NDArray crossEntropy(CutDigits digits, int[] rows, NDManager scope, boolean training) {
    NDArray seen = scope.create(pick(digits.seen(), rows));
    NDArray hidden = scope.create(pick(digits.hidden(), rows));
    NDArray logits = network.forward(store, new NDList(seen), training).singletonOrThrow();
    return Activation.softPlus(logits).sub(logits.mul(hidden)).sum(new int[] {1});
  }

  private static float[][] pick(float[][] values, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> values[row]).toArray(float[][]::new);
  }
}

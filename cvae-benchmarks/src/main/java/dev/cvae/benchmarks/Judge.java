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
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import dev.cvae.data.Dataset;
import dev.cvae.random.RandomStream;
import java.util.Arrays;

/**
 * A classifier of digits, LeNet-5 in modern dress (LeCun et al. 1998), that tells which digit a
 * generated image shows. It knows nothing of the models it judges.
 */
public final class Judge implements AutoCloseable {
  private static final int BATCH = 128;
  private static final int EPOCHS = 4;
  private static final int SIDE = 28;

  private final NDManager manager;
  private final Block features;
  private final Block network; // features, then scores
  private final ParameterStore store;

  private Judge(NDManager manager, Block features, Block network) {
    this.manager = manager;
    this.features = features;
    this.network = network;
    this.store = new ParameterStore(manager, false);
  }

  /**
   * Trains a judge on labelled digits; the same each time but for the engine's initial weights.
   *
   * @param train images of 28×28 with labels 0..9
   * @return the judge, to be closed
   */
  public static Judge trainedOn(Dataset train) {
    // activations ask DJL's default engine for shapes: MXNet, once loaded, would halve the threads
    System.setProperty("ai.djl.default_engine", "PyTorch");
    Engine engine = Engine.getEngine("PyTorch");
    engine.setRandomSeed(0);
    NDManager manager = engine.newBaseManager(Device.cpu());
    Block features = leNet();
    Block network = new SequentialBlock().add(features).add(Linear.builder().setUnits(10).build());
    network.initialize(manager, DataType.FLOAT32, new Shape(1, 1, SIDE, SIDE));
    Judge judge = new Judge(manager, features, network);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      judge.trainEpoch(train, epoch);
    }
    return judge;
  }

  /**
   * Reads images.
   *
   * @param images rows of 784 values in [0, 1]
   * @return the digit each one shows
   */
  public int[] read(float[][] images) {
    float[][] scores = forward(network, images);
    return Arrays.stream(scores).mapToInt(Judge::greatest).toArray();
  }

  /**
   * What the judge sees in images: the outputs of its last hidden layer.
   *
   * @param images rows of 784 values in [0, 1]
   * @return 500 values a row
   */
  public float[][] features(float[][] images) {
    return forward(features, images);
  }

  private float[][] forward(Block block, float[][] images) {
    float[][] outputs = new float[images.length][];
    for (int start = 0; start < images.length; start += 500) {
      int count = Math.min(500, images.length - start);
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = scope.create(Arrays.copyOfRange(images, start, start + count));
        NDArray out = block.forward(store, pictures(x), false).singletonOrThrow();
        float[] flat = out.toFloatArray();
        int width = flat.length / count;
        for (int i = 0; i < count; i++) {
          outputs[start + i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
      }
    }
    return outputs;
  }

  private static int greatest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /**
   * How often the judge reads the label off the image.
   *
   * @param data labelled images
   * @return the share, in [0, 1]
   */
  public double accuracy(Dataset data) {
    float[][] images = new float[(int) data.size()][];
    for (int row = 0; row < images.length; row++) {
      images[row] = data.row(row);
    }
    int[] read = read(images);
    int right = 0;
    for (int row = 0; row < read.length; row++) {
      right += read[row] == data.label(row) ? 1 : 0;
    }
    return (double) right / read.length;
  }

  @Override
  public void close() {
    manager.close();
  }

  private void trainEpoch(Dataset train, int epoch) {
    int[] order = RandomStream.of(epoch).permutation((int) train.size());
    Tracker rate = Tracker.fixed((float) (1e-3 * Math.pow(0.5, epoch - 1)));
    Optimizer adam = Optimizer.adam().optLearningRateTracker(rate).build();
    Loss loss = new SoftmaxCrossEntropyLoss();
    for (int start = 0; start < order.length; start += BATCH) {
      int count = Math.min(BATCH, order.length - start);
      float[][] rows = new float[count][];
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = train.row(order[start + i]);
        labels[i] = train.label(order[start + i]);
      }
      step(rows, labels, loss, adam);
    }
  }

  private void step(float[][] rows, int[] labels, Loss loss, Optimizer optimizer) {
    try (NDManager scope = manager.newSubManager()) {
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDList scores = network.forward(store, pictures(scope.create(rows)), true);
        collector.backward(loss.evaluate(new NDList(scope.create(labels)), scores));
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

  private static NDList pictures(NDArray rows) {
    return new NDList(rows.reshape(-1, 1, SIDE, SIDE));
  }

  private static Block leNet() {
    return new SequentialBlock()
        .add(convolution(20))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(convolution(50))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(500).build())
        .add(Activation::relu);
  }

  private static Block convolution(int filters) {
    return Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(filters).build();
  }
}

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * DeepLearning4J's variational auto-encoder with the article's layers, without the condition, which
 * its layer does not know. Arguments: MNIST's folder, epochs, seed. Prints one JSON object.
 */
public final class Dl4jVae {
  private static final int BATCH = 128;
  private static final int PIXELS = 784;

  private Dl4jVae() {}

  public static void main(String[] args) throws IOException {
    INDArray digits = digits(Path.of(args[0], "train-images-idx3-ubyte.gz"));
    int epochs = Integer.parseInt(args[1]);
    MultiLayerNetwork network = new MultiLayerNetwork(layers(Long.parseLong(args[2])));
    network.init();
    long begin = System.nanoTime();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (long row = 0; row < digits.rows(); row += BATCH) {
        long end = Math.min(row + BATCH, digits.rows());
        network.pretrainLayer(
            0, digits.get(NDArrayIndex.interval(row, end), NDArrayIndex.all()));
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "{\"samples_per_second\": %.1f, \"DeepLearning4J\": \"%s\"}%n",
        epochs * digits.rows() / seconds,
        "1.0.0-M2.1");
  }

  private static MultiLayerConfiguration layers(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(1e-3))
        .list()
        .layer(
            new VariationalAutoencoder.Builder()
                .nIn(PIXELS)
                .nOut(256)
                .encoderLayerSizes(512, 512)
                .decoderLayerSizes(512, 512)
                .activation(Activation.RELU)
                .pzxActivationFunction(Activation.IDENTITY)
                .reconstructionDistribution(
                    new BernoulliReconstructionDistribution(Activation.SIGMOID))
                .build())
        .build();
  }

  /** (digits, 784), each pixel 0 to 1. */
  private static INDArray digits(Path file) throws IOException {
    int header = 16;
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      bytes = in.readAllBytes();
    }
    float[] pixels = new float[bytes.length - header];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (bytes[header + i] & 0xFF) / 255f;
    }
    return Nd4j.createFromArray(pixels).reshape(pixels.length / PIXELS, PIXELS);
  }
}

package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertClose;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.file;
import static dev.cvae.testkit.Examples.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Conv;
import dev.cvae.network.Network;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in convolutions: any image, any likelihood, each way of conditioning. */
abstract class NetworksContract {
  private static final int ROWS = 30;
  private static final int CLASSES = 3;
  private static final ReconstructionLoss LOGISTIC = ReconstructionLoss.discretisedLogistic();

  record Kind(Shape shape, Conv network, ReconstructionLoss loss, boolean conditional) {
    Dataset data() {
      Dataset labelled = stripes(shape);
      return conditional ? labelled : labelled.unlabelled();
    }

    Cvae.Builder cvae() {
      return Cvae.builder()
          .latent(2)
          .encoder(network)
          .decoder(network)
          .reconstructionLoss(loss)
          .batchSize(16)
          .epochs(2)
          .seed(11);
    }
  }

  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    Conv conv = Network.conv(3, 4);
    for (Conv network : List.of(conv, conv.film())) {
      for (boolean conditional : new boolean[] {true, false}) {
        kinds.add(new Kind(Shape.of(1, 8, 4), network, ReconstructionLoss.BCE, conditional));
        kinds.add(new Kind(Shape.of(8, 8), network, LOGISTIC, conditional));
      }
    }
    kinds.add(new Kind(Shape.of(3, 4, 12), conv, LOGISTIC, true));
    kinds.add(new Kind(Shape.of(3, 4, 12), conv, ReconstructionLoss.gaussian(), true));
    kinds.add(new Kind(Shape.of(2, 6), Network.conv(3), ReconstructionLoss.BCE, true));
    return kinds;
  }

  /** Images with a bright stripe that their label names. */
  private static Dataset stripes(Shape shape) {
    RandomStream random = RandomStream.of(8);
    int[] sides = shape.dimensions();
    int width = sides[sides.length - 1];
    float[] values = new float[ROWS * shape.size()];
    int[] labels = new int[ROWS];
    for (int i = 0; i < values.length; i++) {
      int label = i / shape.size() % CLASSES;
      labels[i / shape.size()] = label;
      double noise = random.uniform(i) / 4;
      double value = i % width % CLASSES == label ? 0.75 + noise : noise;
      values[i] = Math.round(255 * value) / 255f;
    }
    return Dataset.of(values, shape).labelled(labels, CLASSES);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aModelOfConvolutionsLearnsAndIsTheSameAfterAFile(Kind kind) {
    try (GenerativeModel model = kind.cvae().epochs(6).build().fit(kind.data());
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(model.history().last().train().elbo())
          .isGreaterThan(model.history().epochs().get(0).train().elbo());
      assertThat(loaded.description()).isEqualTo(model.description());
      assertThat(loaded.encode(kind.data()).mean()).isDeepEqualTo(model.encode(kind.data()).mean());
      assertThat(loaded.evaluate(kind.data())).isEqualTo(model.evaluate(kind.data()));
      assertThat(generated(loaded, kind).rows()).isDeepEqualTo(generated(model, kind).rows());
      assertThat(generated(model, kind).shape()).isEqualTo(kind.shape());
      assertThat(bytes(loaded)).isEqualTo(bytes(model));
    }
  }

  private static Samples generated(GenerativeModel model, Kind kind) {
    return kind.conditional() ? model.generate(Condition.label(1), 7, 3) : model.generate(7, 3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatEncoderAndDecoderSayIsTheDefinitionInDoublePrecision(Kind kind) {
    try (GenerativeModel model = kind.cvae().build().fit(kind.data())) {
      // given
      ModelFile file = file(model);
      ConvolutionOracle oracle = new ConvolutionOracle(file.description(), file.tensors());
      Dataset data = kind.data().first(5);

      // when
      Posterior posterior = model.encode(data);
      float[][] means = model.reconstruct(data).rows();

      // then
      for (int row = 0; row < 5; row++) {
        Condition c = data.condition(row);
        Oracle.Normal q = oracle.encode(data.row(row), c);
        assertClose(q.mean(), posterior.mean(row), 1e-5, "mean");
        assertClose(q.logVariance(), posterior.logVariance()[row], 1e-5, "log-variance");
        float[] mean = new float[kind.shape().size()];
        if (!kind.loss().equals(ReconstructionLoss.gaussian())) { // whose σ is no output
          kind.loss().mean(oracle.decode(q.mean(), c), mean);
          assertClose(new float[][] {mean}, new float[][] {means[row]}, 1e-4, "decoder's mean");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSameSeedGivesTheSameModel(Kind kind) {
    Cvae cvae = kind.cvae().epochs(1).build();
    assertThat(Examples.fileOf(cvae, kind.data())).isEqualTo(Examples.fileOf(cvae, kind.data()));
  }

  @Test
  void theConditionDecidesWhatIsGenerated() {
    for (Conv network : List.of(Network.conv(6, 8), Network.conv(6, 8).film())) {
      Kind kind = new Kind(Shape.of(1, 4, 12), network, ReconstructionLoss.BCE, true);
      Cvae cvae = kind.cvae().epochs(60).learningRate(1e-2).build();
      try (GenerativeModel model = cvae.fit(kind.data())) {
        for (int label = 0; label < CLASSES; label++) {
          float[] row = model.generate(Condition.label(label), 1, 5).rows()[0];
          for (int i = 0; i < row.length; i++) {
            assertThat(row[i] > 0.5)
                .as("%s: pixel %d of label %d is %f", network, i, label, row[i])
                .isEqualTo(i % 12 % CLASSES == label);
          }
        }
      }
    }
  }
}

package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Network;
import dev.cvae.random.RandomStream;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.Optimiser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of one's own, made of DJL blocks. */
class OwnBlocksTest {
  private static final int ROWS = 30;
  private static final DjlNetwork ENCODER = DjlNetwork.of("conv-encoder", ConvEncoder::new);
  private static final DjlNetwork DECODER =
      DjlNetwork.withOwnHead("conv-decoder", ConvDecoder::new);

  /** Pictures of 1×4×4 with a bright row that their label names. */
  private static Dataset pictures() {
    float[] values = new float[ROWS * 16];
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row % 3;
      for (int i = 0; i < 16; i++) {
        double noise = RandomStream.of(1).uniform(row * 16L + i);
        values[row * 16 + i] = (float) (i / 4 == labels[row] ? 0.8 + noise / 5 : noise / 5);
      }
    }
    return Dataset.of(values, dev.cvae.data.Shape.of(1, 4, 4)).labelled(labels);
  }

  private static Cvae.Builder tiny() {
    return Cvae.builder().latent(2).hidden(6).batchSize(10).epochs(2).seed(3);
  }

  private static Cvae.Builder convolutional() {
    return tiny().encoder(ENCODER).decoder(DECODER);
  }

  /** (x, c) → a convolution's features, joined with c. */
  private static final class ConvEncoder extends AbstractBlock {
    private final Block conv =
        addChildBlock(
            "conv",
            Conv2d.builder()
                .setFilters(2)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .build());

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> params) {
      NDArray h = conv.forward(store, new NDList(inputs.get(0)), training).singletonOrThrow();
      NDArray flat = flat(Activation.relu(h));
      return new NDList(inputs.size() == 1 ? flat : flat.concat(inputs.get(1), 1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      long features = 2 * inputs[0].slice(2).size() + (inputs.length == 1 ? 0 : inputs[1].get(1));
      return new Shape[] {new Shape(inputs[0].get(0), features)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      conv.initialize(manager, type, inputs[0]);
    }
  }

  /** (z, c) → logits of shape (1, 4, 4), by a fully connected layer and a convolution. */
  private static final class ConvDecoder extends AbstractBlock {
    private final Block linear = addChildBlock("linear", Linear.builder().setUnits(32).build());
    private final Block conv =
        addChildBlock(
            "conv",
            Conv2d.builder()
                .setFilters(1)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .build());

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> params) {
      NDArray z = inputs.size() == 1 ? inputs.get(0) : inputs.get(0).concat(inputs.get(1), 1);
      NDArray h = linear.forward(store, new NDList(z), training).singletonOrThrow();
      NDArray image = Activation.relu(h).reshape(-1, 2, 4, 4);
      return conv.forward(store, new NDList(image), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), 1, 4, 4)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      long width = inputs[0].get(1) + (inputs.length == 1 ? 0 : inputs[1].get(1));
      linear.initialize(manager, type, new Shape(1, width));
      conv.initialize(manager, type, new Shape(1, 2, 4, 4));
    }
  }

  @Test
  void aConvolutionalPairLearnsWhatTheConditionMeans() {
    try (GenerativeModel model =
        convolutional().epochs(80).learningRate(2e-2).build().fit(pictures())) {
      for (int label = 0; label < 3; label++) {
        Samples samples = model.generate(Condition.label(label), 10, 1);
        assertThat(samples.shape()).isEqualTo(dev.cvae.data.Shape.of(1, 4, 4));
        for (float[] row : samples.rows()) {
          for (int line = 0; line < 3; line++) {
            float mean = (row[line * 4] + row[line * 4 + 1] + row[line * 4 + 2]) / 3;
            if (line == label) {
              assertThat(mean).as("line %d of label %d", line, label).isGreaterThan(0.5f);
            } else {
              assertThat(mean).as("line %d of label %d", line, label).isLessThan(0.5f);
            }
          }
        }
      }
    }
  }

  @Test
  void aConvolutionalPairWorksWithoutCondition() {
    try (GenerativeModel model = convolutional().build().fit(pictures().unlabelled())) {
      assertThat(model.generate(5, 1).rows()).hasDimensions(5, 16);
    }
  }

  @Test
  void itIsLoadedWhenItsBlocksAreSuppliedAgainByName() {
    try (GenerativeModel saved = convolutional().build().fit(pictures());
        GenerativeModel loaded =
            load(bytes(saved), LoadOptions.defaults().networks(DECODER, ENCODER))) {
      assertThat(loaded.generate(Condition.label(1), 20, 4).rows())
          .isDeepEqualTo(saved.generate(Condition.label(1), 20, 4).rows());
      assertThat(loaded.encode(pictures()).mean()).isDeepEqualTo(saved.encode(pictures()).mean());
      assertThat(bytes(loaded)).isEqualTo(bytes(saved));
    }
  }

  @Test
  void aNetworkThatIsNotSuppliedAgainIsNamed() {
    try (GenerativeModel saved = convolutional().build().fit(pictures())) {
      byte[] file = bytes(saved);
      assertThatThrownBy(() -> load(file, LoadOptions.defaults()).close())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("conv-encoder");
      assertThatThrownBy(() -> load(file, LoadOptions.defaults().networks(ENCODER)).close())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("conv-decoder");
    }
  }

  @Test
  void anotherBlockUnderTheSameNameIsRefusedByItsTensors() {
    DjlNetwork other = DjlNetwork.of("conv-encoder", OwnBlocksTest::joinedLinear);
    try (GenerativeModel saved = convolutional().build().fit(pictures())) {
      byte[] file = bytes(saved);
      assertThatThrownBy(() -> load(file, LoadOptions.defaults().networks(other, DECODER)).close())
          .isInstanceOf(ModelFileException.class);
      DjlNetwork headless = DjlNetwork.of("conv-decoder", ConvDecoder::new);
      assertThatThrownBy(
              () -> load(file, LoadOptions.defaults().networks(ENCODER, headless)).close())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("decoder.output");
    }
  }

  @Test
  @SuppressWarnings("try") // closing one by hand is the point
  void theSameSeedGivesTheSameFileAndTwoFitsShareNoWeights() {
    Cvae cvae = convolutional().build();
    try (GenerativeModel first = cvae.fit(pictures());
        GenerativeModel second = cvae.fit(pictures())) {
      assertThat(bytes(second)).isEqualTo(bytes(first));
      first.close();
      assertThat(second.generate(Condition.label(0), 2).size()).isEqualTo(2);
    }
  }

  @Test
  void weightsAndBiasesBeginUniformByTheirFanInWhereTheSeedSays() {
    // given: a step so short that float32 does not notice it
    Cvae cvae =
        convolutional().epochs(1).optimiser(Optimiser.sgd()).learningRate(1e-300).seed(17).build();

    // when
    try (GenerativeModel model = cvae.fit(pictures())) {

      // then: a 3×3 convolution over one channel has a fan-in of 9
      Map<String, Tensor> tensors = tensors(model);
      int checked = 0;
      for (Tensor tensor : tensors.values()) {
        if (tensor.name().startsWith("encoder.") && tensor.name().contains("conv")) {
          RandomStream random = RandomStream.of(17).split("weights").split(tensor.name());
          for (int i = 0; i < tensor.values().length; i++) {
            float expected = (float) (1 / Math.sqrt(9) * (2 * random.uniform(i) - 1));
            assertThat(tensor.values()[i]).as(tensor.name()).isEqualTo(expected);
            checked++;
          }
        }
      }
      assertThat(checked).as("2 filters of 9 and 2 biases").isEqualTo(20);
    }
  }

  @Test
  void everyWeightOfAnOwnBlockLearns() {
    Cvae still = convolutional().epochs(1).optimiser(Optimiser.sgd()).learningRate(1e-300).build();
    try (GenerativeModel before = still.fit(pictures());
        GenerativeModel after = convolutional().build().fit(pictures())) {
      Map<String, Tensor> trained = tensors(after);
      tensors(before)
          .forEach(
              (name, tensor) ->
                  assertThat(trained.get(name).values()).as(name).isNotEqualTo(tensor.values()));
    }
  }

  @Test
  void anInitialiserThatTheBlockHasSetIsLeftAlone() {
    Supplier<Block> constant =
        () -> {
          Linear linear = Linear.builder().setUnits(4).build();
          linear.setInitializer(
              (manager, shape, type) -> manager.full(shape, 0.25f, type),
              ai.djl.nn.Parameter.Type.WEIGHT);
          return joined(linear);
        };
    Cvae cvae =
        tiny()
            .encoder(DjlNetwork.of("constant", constant))
            .epochs(1)
            .optimiser(Optimiser.sgd())
            .learningRate(1e-300)
            .build();
    try (GenerativeModel model = cvae.fit(pictures())) {
      Tensor weight =
          tensors(model).values().stream()
              .filter(tensor -> tensor.name().startsWith("encoder."))
              .filter(tensor -> Arrays.equals(tensor.shape(), new int[] {4, 19}))
              .findFirst()
              .orElseThrow();
      assertThat(weight.values()).containsOnly(0.25f);
    }
  }

  @Test
  void aDecoderWithoutHeadOfItsOwnGetsOne() {
    DjlNetwork headless = DjlNetwork.of("features", OwnBlocksTest::joinedLinear);
    try (GenerativeModel model = tiny().decoder(headless).build().fit(pictures())) {
      assertThat(tensors(model)).containsKeys("decoder.output.weight", "decoder.output.bias");
      assertThat(model.generate(Condition.label(0), 3, 1).rows()).hasDimensions(3, 16);
    }
  }

  @Test
  void anOwnHeadOfAnotherSizeIsRefusedWithBothSizes() {
    DjlNetwork small = DjlNetwork.withOwnHead("small", OwnBlocksTest::joinedLinear);
    assertThatThrownBy(() -> tiny().decoder(small).build().fit(pictures()).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("small")
        .hasMessageContaining("16")
        .hasMessageContaining("was 4");
  }

  @Test
  void anEncoderCannotHaveAnOwnHead() {
    DjlNetwork encoder = DjlNetwork.withOwnHead("conv-encoder", ConvEncoder::new);
    assertThatThrownBy(() -> tiny().encoder(encoder).build().fit(pictures()).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("conv-encoder");
  }

  @Test
  void twoNetworksOfOneNameAreRefused() {
    DjlNetwork encoder = DjlNetwork.of("twin", ConvEncoder::new);
    DjlNetwork decoder = DjlNetwork.withOwnHead("twin", ConvDecoder::new);
    assertThatThrownBy(
            () -> tiny().encoder(encoder).decoder(decoder).build().fit(pictures()).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("twin");
  }

  @Test
  void aSupplierThatReturnsAUsedBlockIsRefused() {
    Block only = new ConvEncoder();
    Cvae cvae = tiny().encoder(DjlNetwork.of("only", () -> only)).build();
    cvae.fit(pictures()).close();
    assertThatThrownBy(() -> cvae.fit(pictures()).close())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("only")
        .hasMessageContaining("new block");
  }

  @Test
  void aBlockWithoutParametersIsABlockToo() {
    DjlNetwork flat =
        DjlNetwork.of("flat", () -> new LambdaBlock(xc -> new NDList(flat(xc.get(0)))));
    try (GenerativeModel model = tiny().encoder(flat).build().fit(pictures());
        GenerativeModel loaded = load(bytes(model), LoadOptions.defaults().networks(flat))) {
      assertThat(loaded.encode(pictures()).mean()).isDeepEqualTo(model.encode(pictures()).mean());
    }
  }

  @Test
  void aParameterThatTakesNoPartStaysAsItIs() {
    DjlNetwork idle = DjlNetwork.of("idle", IdleEncoder::new);
    try (GenerativeModel model = tiny().encoder(idle).build().fit(pictures())) {
      assertThat(model.evaluate(pictures()).elbo()).isFinite();
    }
  }

  /** Has a layer that the forward pass leaves out. */
  private static final class IdleEncoder extends AbstractBlock {
    private final Block used = addChildBlock("used", Linear.builder().setUnits(4).build());
    private final Block idle = addChildBlock("idle", Linear.builder().setUnits(4).build());

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> params) {
      return used.forward(store, new NDList(flat(inputs.get(0))), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), 4)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      used.initialize(manager, type, new Shape(1, 16));
      idle.initialize(manager, type, new Shape(1, 16));
    }
  }

  /**
   * What a normalisation keeps is no trained weight, and belongs to the checkpoint all the same.
   */
  @Test
  void aFitOfOwnBlocksIsResumedFromAnyStep(@TempDir Path folder) {
    // given
    DjlNetwork normalised =
        DjlNetwork.of(
            "normalised",
            () -> joined(Linear.builder().setUnits(4).build()).add(BatchNorm.builder().build()));
    Cvae.Builder builder = tiny().encoder(normalised).bestWeights(true).validationSplit(0.2);
    byte[] expected;
    try (GenerativeModel whole = builder.build().fit(pictures())) {
      expected = bytes(whole);
    }
    Cvae cvae = builder.checkpoints(Checkpoints.in(folder).everySteps(1).keep(99)).build();
    cvae.fit(pictures()).close();

    // then
    assertThat(Checkpoints.files(folder)).isNotEmpty();
    for (Path file : Checkpoints.files(folder)) {
      try (GenerativeModel resumed = cvae.resume(file, pictures())) {
        assertThat(bytes(resumed)).as("from " + file.getFileName()).isEqualTo(expected);
      }
    }
  }

  @Test
  void runningMeansAreSavedAndDropoutIsForTrainingOnly() {
    DjlNetwork normalised =
        DjlNetwork.of(
            "normalised",
            () ->
                joined(Linear.builder().setUnits(4).build())
                    .add(BatchNorm.builder().build())
                    .add(Dropout.builder().optRate(0.5f).build()));
    try (GenerativeModel saved = tiny().encoder(normalised).build().fit(pictures());
        GenerativeModel loaded = load(bytes(saved), LoadOptions.defaults().networks(normalised))) {
      float[][] means = saved.encode(pictures()).mean();
      assertThat(saved.encode(pictures()).mean()).isDeepEqualTo(means);
      assertThat(loaded.encode(pictures()).mean()).isDeepEqualTo(means);
      assertThat(bytes(loaded)).isEqualTo(bytes(saved));
      assertThat(tensors(saved).keySet()).anyMatch(name -> name.contains("running"));
    }
  }

  @Test
  void aNetworkOfAnotherBackendIsRefused() {
    CustomNetwork foreign = new Foreign("foreign");
    assertThatThrownBy(() -> tiny().encoder(foreign).build().fit(pictures()).close())
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("encoder")
        .hasMessageContaining("DjlNetwork");
  }

  private record Foreign(String name) implements CustomNetwork {}

  @Test
  void aSupplierThatThrowsLeavesTheNextFitAlone() {
    RuntimeException thrown = new IllegalStateException("no block today");
    DjlNetwork broken =
        DjlNetwork.of(
            "broken",
            () -> {
              throw thrown;
            });
    assertThatThrownBy(() -> tiny().encoder(broken).build().fit(pictures()).close())
        .isSameAs(thrown);
    try (GenerativeModel model = tiny().build().fit(pictures())) {
      assertThat(model.history().epochs()).hasSize(2);
    }
  }

  @Test
  void aBlankNameIsRefused() {
    assertThatThrownBy(() -> DjlNetwork.of(" ", ConvEncoder::new))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("name");
  }

  @Test
  void anOwnEncoderGoesWithABuiltInDecoder() {
    try (GenerativeModel model =
        tiny().encoder(ENCODER).decoder(Network.mlp(5)).build().fit(pictures())) {
      assertThat(tensors(model)).containsKeys("encoder.mean.weight", "decoder.hidden.0.weight");
    }
  }

  /** (batch, …) → (batch, values); MXNet has no {@code flatten(1, -1)}. */
  private static NDArray flat(NDArray x) {
    return x.reshape(x.getShape().get(0), -1);
  }

  private static Block joinedLinear() {
    return joined(Linear.builder().setUnits(4).build());
  }

  /** (x, c) → the layer's answer to both, joined. */
  private static SequentialBlock joined(Block layer) {
    return new SequentialBlock()
        .add(new LambdaBlock(xc -> new NDList(flat(xc.get(0)).concat(xc.get(1), 1))))
        .add(layer);
  }

  private static byte[] bytes(GenerativeModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.save(bytes);
    return bytes.toByteArray();
  }

  private static GenerativeModel load(byte[] file, LoadOptions options) {
    return GenerativeModel.load(new ByteArrayInputStream(file), options);
  }

  private static Map<String, Tensor> tensors(GenerativeModel model) {
    return ModelFile.read(new ByteArrayInputStream(bytes(model))).tensors().stream()
        .collect(Collectors.toMap(Tensor::name, tensor -> tensor));
  }
}

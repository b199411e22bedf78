package dev.cvae.file;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.RandomSchemas;
import dev.cvae.data.Shape;
import dev.cvae.likelihood.Part;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.network.Activation;
import dev.cvae.network.Conv;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.scaling.AffineScaling;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.MixedScaling;
import dev.cvae.scaling.QuantileScaling;
import dev.cvae.scaling.QuantileScaling.Target;
import dev.cvae.training.Adam;
import dev.cvae.training.AdamW;
import dev.cvae.training.EarlyStopping;
import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.LatentSummary;
import dev.cvae.training.LearningRateSchedule;
import dev.cvae.training.Optimiser;
import dev.cvae.training.PlateauSchedule;
import dev.cvae.training.Precision;
import dev.cvae.training.RmsProp;
import dev.cvae.training.Sgd;
import dev.cvae.training.TrainingHistory;
import dev.cvae.training.TrainingHistory.End;
import dev.cvae.training.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Model files to test with: a small one known to the byte, random ones, and crafted ones. */
final class ModelFiles {
  /** The description of {@link #small()} as the file has it. */
  static final String DESCRIPTION =
      "{'shape':[1,2],'conditions':[{'kind':'category','name':'label','categories':3}],'latent':2,"
          + "'encoder':{'kind':'mlp','hidden':[4],'activation':'relu'},"
          + "'decoder':{'kind':'custom','name':'conv'},"
          + "'reconstruction_loss':{'kind':'bce'},'prior':{'kind':'standard_normal'}}";

  /** The provenance of {@link #small()} as the file has it. */
  static final String PROVENANCE =
      "{'library':'1.0','engine':'PyTorch 2.7.1','settings':{'optimiser':"
          + "{'kind':'adam','beta1':0.9,'beta2':0.999,'epsilon':1.0E-8},"
          + "'learning_rate':0.001,'batch_size':128,'epochs':1,'seed':-7},"
          + "'data':{'name':'MNIST','examples':60000,'sha256':'abc'},"
          + "'history':[{'epoch':1,'train':"
          + "{'examples':60000,'log_likelihood':-85.5,'kl':16.25,'reconstruction':85.5}}]}";

  private static final String ALPHABET = "aZ0 \"\\/\n\t\u0000\u001f\u007f\u00e9\u2028\uffff{}[]:,";

  private ModelFiles() {}

  static ModelFile small() {
    ModelDescription description =
        new ModelDescription(
            Shape.of(1, 2),
            ConditionSchema.label(3),
            2,
            Mlp.of(4),
            new Own("conv"),
            ReconstructionLoss.BCE,
            Prior.STANDARD_NORMAL);
    Provenance provenance =
        new Provenance(
            "1.0",
            "PyTorch 2.7.1",
            TrainingSettings.defaults().epochs(1).seed(-7),
            "MNIST",
            60000,
            "abc",
            new TrainingHistory(
                List.of(
                    new EpochResult(
                        1, new Evaluation(60000, -85.5, 16.25, 85.5), Optional.empty()))));
    return new ModelFile(
        description,
        provenance,
        List.of(
            new Tensor("a.weight", new int[] {2, 2}, new float[] {1, -2, 0.5f, Float.MIN_VALUE}),
            new Tensor("a.bias", new int[] {1}, new float[] {-0f})));
  }

  static ModelFile random(Random random) {
    return new ModelFile(description(random), provenance(random), tensors(random));
  }

  static byte[] bytes(ModelFile file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.write(out);
    return out.toByteArray();
  }

  static ModelFile read(byte[] bytes) {
    return ModelFile.read(new ByteArrayInputStream(bytes));
  }

  /** A file with the right digest, whatever its header says; ' stands for ". */
  static byte[] crafted(String format, String description, String provenance, String tensors) {
    return crafted(header(format, description, provenance, tensors), new byte[0]);
  }

  static String header(String format, String description, String provenance, String tensors) {
    return ("{'__metadata__':{'cvae.format':'" + format + "','cvae.description':'")
            .replace('\'', '"')
        + quoted(description)
        + "','cvae.provenance':'".replace('\'', '"')
        + quoted(provenance)
        + ("','cvae.sha256':'" + "0".repeat(64) + "'}" + tensors + "}").replace('\'', '"');
  }

  /** The bytes of a file with this header, whose 64 zeros become the digest. */
  static byte[] crafted(String header, byte[] tensors) {
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    byte[] digest = sha256(join(padded, tensors));
    return join(padded.replace("0".repeat(64), HexFormat.of().formatHex(digest)), tensors);
  }

  private static byte[] join(String header, byte[] tensors) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + tensors.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(tensors)
        .array();
  }

  private static String quoted(String json) {
    return json.replace('\'', '"').replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static ModelDescription description(Random random) {
    int[] dimensions = random.ints(1 + random.nextInt(3), 1, 40).toArray();
    Shape shape = Shape.of(dimensions);
    List<Field> fields = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      fields.add(
          random.nextBoolean()
              ? new CategoryField("f" + i + text(random), 1 + random.nextInt(1 << 30))
              : RandomSchemas.field("f" + i + text(random), random));
    }
    ConditionSchema complete = new ConditionSchema(fields);
    return new ModelDescription(
        shape,
        random.nextBoolean() ? complete : complete.withDropout(random.nextDouble()),
        1 + random.nextInt(1 << 20),
        network(random),
        network(random),
        loss(random, shape.size()),
        prior(random, !fields.isEmpty()),
        scaling(shape.size(), random),
        fieldEncoders(fields, random));
  }

  private static Map<String, FieldEncoder> fieldEncoders(List<Field> fields, Random random) {
    Map<String, FieldEncoder> encoders = new HashMap<>();
    for (Field field : fields) {
      if (random.nextBoolean()) {
        encoders.put(
            field.name(),
            field instanceof CategoryField
                ? new Embedding(1 + random.nextInt(100))
                : Mlp.of(1 + random.nextInt(100)));
      }
    }
    return encoders;
  }

  private static FittedScaling scaling(int features, Random random) {
    return switch (random.nextInt(5)) {
      case 0 ->
          new AffineScaling(
              random.doubles(features, -9, 9).toArray(),
              random.doubles(features, 1e-9, 9).toArray());
      case 1 -> {
        double[][] knots = new double[features][];
        Arrays.setAll(knots, i -> random.doubles(3, -9, 9).sorted().toArray());
        yield new QuantileScaling(Target.values()[random.nextInt(2)], knots);
      }
      case 2 -> {
        int first = 1 + random.nextInt(features);
        List<MixedScaling.Part> parts = new ArrayList<>();
        parts.add(new MixedScaling.Part(scaling(first, random), first));
        if (first < features) {
          int rest = features - first;
          parts.add(new MixedScaling.Part(scaling(rest, random), rest));
        }
        yield new MixedScaling(parts);
      }
      default -> FittedScaling.none();
    };
  }

  private static ReconstructionLoss loss(Random random, int features) {
    return switch (random.nextInt(8)) {
      case 0 -> ReconstructionLoss.BCE;
      case 1 -> ReconstructionLoss.MSE;
      case 2 -> ReconstructionLoss.continuousBernoulli();
      case 3 -> ReconstructionLoss.gaussian();
      case 4 -> ReconstructionLoss.gaussianPerFeature();
      case 5 -> ReconstructionLoss.discretisedLogistic();
      case 6 -> {
        int first = 1 + random.nextInt(features);
        yield features == first
            ? ReconstructionLoss.categorical(features)
            : ReconstructionLoss.categorical(first, features - first);
      }
      default -> {
        int first = 1 + random.nextInt(features);
        Part head = loss(random, first).on(first);
        yield features == first
            ? ReconstructionLoss.mixed(head)
            : ReconstructionLoss.mixed(head, loss(random, features - first).on(features - first));
      }
    };
  }

  private static Prior prior(Random random, boolean conditional) {
    return switch (random.nextInt(conditional ? 3 : 2)) {
      case 0 -> Prior.STANDARD_NORMAL;
      case 1 -> Prior.vamp(1 + random.nextInt(10_000));
      default -> Prior.conditional(random.ints(random.nextInt(3), 1, 1 << 20).toArray());
    };
  }

  private static Network network(Random random) {
    if (random.nextBoolean()) {
      return new Own("n" + text(random));
    }
    Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
    int[] sizes = random.ints(1 + random.nextInt(4), 1, 1 << 16).toArray();
    if (random.nextInt(3) == 0) {
      Conv conv = Conv.of(sizes).activation(activation);
      return random.nextBoolean() ? conv : conv.film();
    }
    return Mlp.of(sizes).activation(activation);
  }

  private static Provenance provenance(Random random) {
    List<EpochResult> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= random.nextInt(4); epoch++) {
      Optional<Evaluation> validation =
          random.nextBoolean() ? Optional.empty() : Optional.of(evaluation(random));
      Optional<LatentSummary> latents = validation.map(any -> latents(random).summary());
      epochs.add(new EpochResult(epoch, evaluation(random), validation, latents));
    }
    return new Provenance(
        text(random),
        text(random),
        settings(random),
        text(random),
        random.nextLong() >>> 1,
        text(random),
        new TrainingHistory(
            epochs,
            random.nextBoolean()
                ? Optional.empty()
                : Optional.of(End.values()[random.nextInt(End.values().length)]),
            random.nextBoolean() ? Optional.empty() : Optional.of(latents(random))));
  }

  /** Latents of which each has a KL, or none has. */
  private static LatentDiagnostics latents(Random random) {
    boolean factorises = random.nextBoolean();
    List<LatentDiagnostics.Latent> latents = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(9); i++) {
      latents.add(
          new LatentDiagnostics.Latent(
              random.nextDouble(),
              factorises ? OptionalDouble.of(finite(random)) : OptionalDouble.empty(),
              random.nextDouble()));
    }
    return new LatentDiagnostics(latents, finite(random));
  }

  /** Each setting that can be off is off half of the time. */
  static TrainingSettings settings(Random random) {
    TrainingSettings settings =
        TrainingSettings.defaults()
            .optimiser(optimiser(random))
            .learningRate(Math.abs(finite(random)) + Double.MIN_VALUE)
            .learningRateSchedule(schedule(random))
            .batchSize(1 + random.nextInt(1 << 20))
            .epochs(1 + random.nextInt(1 << 20))
            .bestWeights(random.nextBoolean())
            .precision(random.nextBoolean() ? Precision.MIXED : Precision.FLOAT32)
            .seed(random.nextLong());
    if (random.nextBoolean()) {
      settings = settings.clipGradientNorm(1 + random.nextDouble()).validationSplit(share(random));
    }
    if (random.nextBoolean()) {
      settings =
          settings
              .steps(1 + (random.nextLong() >>> 24))
              .timeLimit(Duration.ofNanos(1 + (random.nextLong() >>> 1)));
    }
    return random.nextBoolean()
        ? settings
        : settings.earlyStopping(
            new EarlyStopping(1 + random.nextInt(9), Math.abs(finite(random))));
  }

  private static Optimiser optimiser(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Sgd(random.nextDouble(), random.nextInt(2));
      case 1 -> new Adam(random.nextDouble(), random.nextDouble(), share(random));
      case 2 ->
          new AdamW(random.nextDouble(), random.nextDouble(), share(random), random.nextDouble());
      default ->
          new RmsProp(random.nextDouble(), share(random), random.nextDouble(), random.nextInt(2));
    };
  }

  private static LearningRateSchedule schedule(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> LearningRateSchedule.constant();
      case 1 -> LearningRateSchedule.step(share(random), 1 + random.nextInt(1 << 20));
      case 2 -> LearningRateSchedule.milestones(share(random), 1, 2 + random.nextInt(1 << 20));
      case 3 -> LearningRateSchedule.cosine(random.nextDouble());
      case 4 -> LearningRateSchedule.warmUp(1 + random.nextInt(1 << 20), schedule(random));
      default ->
          new PlateauSchedule(share(random), 1 + random.nextInt(1 << 20), random.nextDouble());
    };
  }

  /** In (0, 1), and no less than any epsilon may be. */
  private static double share(Random random) {
    return 1e-9 + 0.999 * random.nextDouble();
  }

  private static Evaluation evaluation(Random random) {
    return new Evaluation(
        random.nextLong() >>> 1, finite(random), Math.abs(finite(random)), finite(random));
  }

  /** Any double but NaN and the infinities, each exponent as likely. */
  private static double finite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : 0;
  }

  /** Quotes, controls, pairs of surrogates and halves of them. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> text.appendCodePoint(0x1F600 + random.nextInt(60));
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        default -> text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
    }
    return text.toString();
  }

  /** Any bits, NaNs included; scalars, empty tensors, and one longer than a reader's buffer. */
  private static List<Tensor> tensors(Random random) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int[] shape = random.ints(random.nextInt(4), 0, random.nextInt(20) == 0 ? 40 : 6).toArray();
      int size = 1;
      for (int dimension : shape) {
        size *= dimension;
      }
      float[] values = new float[size];
      for (int j = 0; j < size; j++) {
        values[j] = Float.intBitsToFloat(random.nextInt());
      }
      tensors.add(new Tensor("t" + i + text(random), shape, values));
    }
    return tensors;
  }

  /** An own network as a user makes it. */
  record Own(String name) implements CustomNetwork {}
}

package dev.cvae;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.DataSource;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Weights;
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
import dev.cvae.objective.Objective;
import dev.cvae.prior.Prior;
import dev.cvae.sampler.Sampler;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.ScaledData;
import dev.cvae.scaling.Scaling;
import dev.cvae.spi.CheckpointWriter;
import dev.cvae.spi.EpochObserver;
import dev.cvae.spi.FitStart;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.EarlyStopping;
import dev.cvae.training.LearningRateSchedule;
import dev.cvae.training.Optimiser;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A conditional variational auto-encoder (Sohn, Lee &amp; Yan 2015), described and ready to be
 * fitted; a plain one (Kingma &amp; Welling 2014) for data without labels.
 *
 * <pre>{@code
 * Cvae digits = Cvae.builder().latent(256).build();
 * try (GenerativeModel model = digits.fit(Mnist.train())) { ... }
 *
 * for (int latent : List.of(2, 16, 64)) {                               // a sweep
 *     try (GenerativeModel model = digits.toBuilder().latent(latent).build().fit(train, validation)) {
 *         System.out.println(latent + ": " + model.history().last().validation().orElseThrow());
 *     }
 * }
 * }</pre>
 *
 * <p>A description holds no native memory and is never closed. Shapes and classes come from the
 * data when it is fitted. Immutable; any thread may use it, and it can be fitted any number of
 * times, each fit giving a model of its own.
 */
public final class Cvae {
  private static final int LARGEST = 1 << 20;

  private final Builder settings;

  private Cvae(Builder settings) {
    this.settings = settings;
  }

  /**
   * A builder with the defaults of the article <i>Understanding CVAEs</i> (Roeder 2018): hidden
   * layers of 512 and 512 with ReLU, BCE, Adam at 1e-3, batches of 128, 10 epochs. Only {@link
   * Builder#latent(int)} must be given.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder with this description's settings, to vary some of them.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * Fits a model: conditional if the data has labels, a plain VAE if not.
   *
   * <p>Takes seconds to hours; {@link Builder#listener(TrainingListener)} hears how it goes. Runs
   * on the calling thread and the engine's. Fits in one process take turns. To stop it from another
   * thread, interrupt this one. The same description, data, engine and number of threads give the
   * same model.
   *
   * @param train at least one row; under BCE all values in [0, 1]
   * @return the fitted model, to be closed
   * @throws dev.cvae.error.InvalidDataException if a value is out of range or not finite
   * @throws dev.cvae.error.InvalidSettingException if the settings do not go with the data
   * @throws dev.cvae.error.BackendException if there is no backend, engine or device as asked
   * @throws dev.cvae.error.TrainingDivergedException if the loss turns NaN or infinite
   * @throws dev.cvae.error.TrainingInterruptedException if the thread is interrupted
   */
  public GenerativeModel fit(DataSource train) {
    return fit(train, Optional.empty());
  }

  /**
   * Fits a model as {@link #fit(DataSource)} does, and evaluates it on other data after each epoch;
   * the figures are in the listener's records and in {@link GenerativeModel#history()}. They do not
   * change the fit.
   *
   * @param train what the weights are fitted to
   * @param validation of the same shape, with labels among the training data's
   * @return the fitted model, to be closed
   */
  public GenerativeModel fit(DataSource train, DataSource validation) {
    return fit(train, Optional.of(validation));
  }

  /**
   * Goes on with a fit that was broken off, from its last checkpoint, and ends with the model that
   * it would have ended with: on the same engine and number of threads, byte for byte the same
   * file. Writes checkpoints as {@link Builder#checkpoints} says.
   *
   * @param folderOrFile the fit's folder of checkpoints, or one of them
   * @param train the same data
   * @return the fitted model, to be closed
   * @throws dev.cvae.error.ModelFileException if there is no checkpoint, or it is damaged
   * @throws dev.cvae.error.InvalidSettingException if this description or its settings are not the
   *     checkpoint's
   * @throws dev.cvae.error.InvalidDataException if the data are not the checkpoint's
   */
  public GenerativeModel resume(Path folderOrFile, DataSource train) {
    return resume(folderOrFile, train, Optional.empty());
  }

  /**
   * Goes on with a fit that was given validation data, as {@link #resume(Path, DataSource)} does.
   *
   * @param folderOrFile the fit's folder of checkpoints, or one of them
   * @param train the same data
   * @param validation the same data
   * @return the fitted model, to be closed
   */
  public GenerativeModel resume(Path folderOrFile, DataSource train, DataSource validation) {
    return resume(folderOrFile, train, Optional.of(validation));
  }

  private GenerativeModel resume(
      Path folderOrFile, DataSource train, Optional<DataSource> validation) {
    return fit(train, validation, FitStart.resume(CheckpointFolder.read(folderOrFile)));
  }

  /**
   * Opens a model of this description with weights that were trained elsewhere, such as by the
   * article's own code in PyTorch; nothing is fitted. The settings of a fit do not matter.
   *
   * <pre>{@code
   * Weights weights =
   *     Weights.read(Path.of("state.npz"))
   *         .renamed(Map.of("mu", "encoder.mean", "log_var", "encoder.log_variance"));
   * GenerativeModel model = cvae.withWeights(weights, Shape.of(1, 28, 28), ConditionSchema.label(10));
   * }</pre>
   *
   * @param weights all that the model has, under their names in its file
   * @param shape the shape of one row of data
   * @param conditions the fields of the condition, in the order in which the networks see them;
   *     {@link ConditionSchema#none()} for a plain VAE
   * @return the model, to be closed
   * @throws dev.cvae.error.ModelFileException if a tensor is missing, left over or of another shape
   * @throws InvalidSettingException if this description has networks of one's own, or scales its
   *     data
   */
  public GenerativeModel withWeights(Weights weights, Shape shape, ConditionSchema conditions) {
    if (settings.scaling != Scaling.none()) {
      throw InvalidSettingException.of(
          "scaling", "must be none for a model that is not fitted", settings.scaling);
    }
    ModelDescription description =
        new ModelDescription(
            shape,
            conditions,
            settings.latent,
            settings.encoder(),
            settings.decoder(),
            settings.reconstructionLoss,
            settings.prior,
            FittedScaling.none(),
            Fit.fieldEncoders(settings.fieldEncoders, conditions));
    ModelFile file =
        new ModelFile(
            description,
            Provenance.imported(LibraryVersion.get(), weights.source()),
            weights.forModel(description));
    return FittedModel.open(file, settings.runtime());
  }

  private GenerativeModel fit(DataSource train, Optional<DataSource> validation) {
    Optional<ModelFile> first = Optional.ofNullable(settings.firstModel);
    return fit(train, validation, first.map(FitStart::from).orElse(FitStart.fresh()));
  }

  private GenerativeModel fit(DataSource data, Optional<DataSource> validation, FitStart start) {
    ValidationSplit parts = ValidationSplit.of(data, validation, settings.training);
    ModelDescription description = describe(parts.train(), start);
    FitTask task =
        new FitTask(
            description,
            settings.training,
            ScaledData.of(description.scaling(), parts.train()),
            parts.validation().map(rows -> ScaledData.of(description.scaling(), rows)),
            settings.listener,
            settings.runtime(),
            start,
            CheckpointWriter.none(),
            EpochObserver.none());
    settings.sampler.requireFits(description.conditions());
    Fit.checkRowsFor(settings.sampler, parts.train(), description.conditions());
    GenerativeModel model =
        Fit.run(task, Optional.ofNullable(settings.checkpoints), settings.modelListener);
    try {
      model.fitSampler(settings.sampler, parts.train());
      return model;
    } catch (Throwable e) {
      model.close();
      throw e;
    }
  }

  /**
   * More training of a model keeps its conditions, with their encoders, and its scaling: new data
   * may lack some classes, and have other means. A resumed fit has the same data, and must come to
   * the same description.
   */
  private ModelDescription describe(DataSource data, FitStart start) {
    Optional<ModelDescription> first =
        start.checkpoint().isPresent()
            ? Optional.empty()
            : start.model().map(ModelFile::description);
    ConditionSchema conditions =
        first
            .map(ModelDescription::conditions)
            .orElseGet(() -> Fit.conditions(settings.conditionDropout, data));
    ModelDescription description =
        new ModelDescription(
            data.shape(),
            conditions,
            settings.latent,
            settings.encoder(),
            settings.decoder(),
            settings.reconstructionLoss,
            settings.prior,
            first
                .map(ModelDescription::scaling)
                .orElseGet(() -> Fit.scaling(settings.scaling, data, settings.reconstructionLoss)),
            first
                .map(ModelDescription::fieldEncoders)
                .orElseGet(() -> Fit.fieldEncoders(settings.fieldEncoders, conditions)));
    start
        .model()
        .flatMap(model -> model.differenceFrom(description))
        .ifPresent(
            difference -> {
              throw new InvalidSettingException(
                  "a fit that goes on from a file must be of the same model: " + difference);
            });
    return description;
  }

  /**
   * Collects the settings of a {@link Cvae}. Each setter checks its own range at once; the last
   * call of a setter wins. One thread at a time.
   */
  public static final class Builder {
    private int latent; // 0: not given
    private List<Integer> hidden = List.of(512, 512);
    private @Nullable Network encoder;
    private @Nullable Network decoder;
    private ReconstructionLoss reconstructionLoss = ReconstructionLoss.BCE;
    private Prior prior = Prior.STANDARD_NORMAL;
    private Sampler sampler = Sampler.PRIOR;
    private TrainingSettings training = Configuration.training();
    private boolean epochsGiven;
    private @Nullable ModelFile firstModel;
    private @Nullable Checkpoints checkpoints;
    private @Nullable String engine;
    private @Nullable String device;
    private int threads; // 0: not given
    private TrainingListener listener = TrainingListener.none();
    private ModelListener modelListener = ModelListener.none();
    private OptionalDouble conditionDropout = OptionalDouble.empty();
    private Scaling scaling = Scaling.none();
    private final Map<String, FieldEncoder> fieldEncoders = new HashMap<>();

    private Builder() {}

    private Builder(Builder other) {
      latent = other.latent;
      hidden = other.hidden;
      encoder = other.encoder;
      decoder = other.decoder;
      reconstructionLoss = other.reconstructionLoss;
      prior = other.prior;
      sampler = other.sampler;
      training = other.training;
      epochsGiven = other.epochsGiven;
      firstModel = other.firstModel;
      checkpoints = other.checkpoints;
      engine = other.engine;
      device = other.device;
      threads = other.threads;
      listener = other.listener;
      modelListener = other.modelListener;
      conditionDropout = other.conditionDropout;
      scaling = other.scaling;
      fieldEncoders.putAll(other.fieldEncoders);
    }

    /**
     * The size of the latent z. Must be given; the article's is 256.
     *
     * @param size 1 to 1,048,576
     * @return this builder
     */
    public Builder latent(int size) {
      latent = inRange("latent", size);
      return this;
    }

    /**
     * The hidden layers, with ReLU: the encoder's from the data to the latent, and the decoder's
     * the same in reverse, so that {@code hidden(512, 256)} is x → 512 → 256 → z → 256 → 512 → x.
     * An {@link #encoder(Network)} or {@link #decoder(Network)} of its own takes precedence.
     *
     * @param widths one a layer; 512 and 512 by default
     * @return this builder
     */
    public Builder hidden(int... widths) {
      hidden = Mlp.of(widths).hidden();
      return this;
    }

    /**
     * Convolutions for images in both networks, with ReLU: {@code convolutions(32, 64)} is {@code
     * encoder(Network.conv(32, 64))} and {@code decoder(Network.conv(32, 64))}. Two blocks need
     * images whose height and width are divisible by 4; see {@link Conv}.
     *
     * @param channels of each block, from the image to the latent
     * @return this builder
     */
    public Builder convolutions(int... channels) {
      Conv network = Network.conv(channels);
      return encoder(network).decoder(network);
    }

    /**
     * The encoder's hidden layers: {@code Network.mlp(400).activation(Activation.TANH)}, {@code
     * Network.conv(32, 64).film()} for images, or a network of one's own, which the backend makes
     * ({@code DjlNetwork.of(name, supplier)} with DJL).
     *
     * @param network (x, c) → features
     * @return this builder
     */
    public Builder encoder(Network network) {
      encoder = Objects.requireNonNull(network, "encoder");
      return this;
    }

    /**
     * The decoder's hidden layers; see {@link #encoder(Network)}.
     *
     * @param network (z, c) → features
     * @return this builder
     */
    public Builder decoder(Network network) {
      decoder = Objects.requireNonNull(network, "decoder");
      return this;
    }

    /**
     * An encoder for one field of the condition, whose numbers take the field's place in the input
     * of encoder, decoder and prior: {@code conditionEncoder("photo", Network.conv(16, 32))}, or
     * {@code conditionEncoder("city", new Embedding(16))}. Fields with more than {@value
     * Embedding#MOST_ONE_HOT} categories have {@link Embedding#standard()} unless given another.
     *
     * @param field its name
     * @param encoder an embedding for categories, a network for any other kind
     * @return this builder
     */
    public Builder conditionEncoder(String field, FieldEncoder encoder) {
      fieldEncoders.put(field, Objects.requireNonNull(encoder, "conditionEncoder"));
      return this;
    }

    /**
     * The reconstruction loss: BCE by default, for values in [0, 1]; see {@link ReconstructionLoss}
     * for which to take.
     *
     * @param loss the loss
     * @return this builder
     */
    public Builder reconstructionLoss(ReconstructionLoss loss) {
      reconstructionLoss = Objects.requireNonNull(loss, "reconstructionLoss");
      return this;
    }

    /**
     * Where latents come from: N(0, I) by default; {@link Prior#conditional} learns a p(z|c),
     * {@link Prior#vamp} a mixture of posteriors.
     *
     * @param distribution the prior
     * @return this builder
     */
    public Builder prior(Prior distribution) {
      prior = Objects.requireNonNull(distribution, "prior");
      return this;
    }

    /**
     * What is maximised: the ELBO by default; see {@link Objective} for β, warm-up, free bits and
     * importance-weighted bounds.
     *
     * @param bound the objective
     * @return this builder
     */
    public Builder objective(Objective bound) {
      training = training.objective(bound);
      return this;
    }

    /**
     * Where a fitted model's latents come from when it generates: the prior by default. Others,
     * such as {@link Sampler#gaussianMixture}, are fitted to the training data after the training;
     * a user who asks for sevens then gets sevens more often.
     *
     * @param choice the sampler
     * @return this builder
     */
    public Builder sampler(Sampler choice) {
      sampler = Objects.requireNonNull(choice, "sampler");
      return this;
    }

    /**
     * The optimiser; Adam by default.
     *
     * @param rule the rule
     * @return this builder
     */
    public Builder optimiser(Optimiser rule) {
      training = training.optimiser(rule);
      return this;
    }

    /**
     * The optimiser's step size.
     *
     * @param rate positive and finite; 1e-3 by default
     * @return this builder
     */
    public Builder learningRate(double rate) {
      training = training.learningRate(rate);
      return this;
    }

    /**
     * How the learning rate changes while the fit goes on: {@code LearningRateSchedule.cosine()}.
     *
     * @param schedule the schedule; constant by default
     * @return this builder
     */
    public Builder learningRateSchedule(LearningRateSchedule schedule) {
      training = training.learningRateSchedule(schedule);
      return this;
    }

    /**
     * Clips the gradient: where the norm of all weights' gradients together is greater, they are
     * all scaled down to it (Pascanu, Mikolov &amp; Bengio 2013, algorithm 1). Not clipped by
     * default.
     *
     * @param norm positive and finite
     * @return this builder
     */
    public Builder clipGradientNorm(double norm) {
      training = training.clipGradientNorm(norm);
      return this;
    }

    /**
     * Examples a step; the whole data if it has fewer.
     *
     * @param examples 1 to 1,048,576; 128 by default
     * @return this builder
     */
    public Builder batchSize(int examples) {
      training = training.batchSize(examples);
      return this;
    }

    /**
     * Passes over the data, at most: {@link #steps}, {@link #timeLimit}, {@link #earlyStopping} and
     * a listener may end the fit earlier.
     *
     * @param passes 1 to 1,048,576; 10 by default, or as many as it takes if {@link #steps} or
     *     {@link #timeLimit} is set
     * @return this builder
     */
    public Builder epochs(int passes) {
      training = training.epochs(passes);
      epochsGiven = true;
      return this;
    }

    /**
     * Batches in all, at most.
     *
     * @param batches 1 or more; no limit by default
     * @return this builder
     */
    public Builder steps(long batches) {
      training = training.steps(batches);
      return this;
    }

    /**
     * How long the fit may take; it ends after the batch that is being computed then. Where that is
     * depends on the clock, and so does the model.
     *
     * @param limit more than nothing; no limit by default
     * @return this builder
     */
    public Builder timeLimit(Duration limit) {
      training = training.timeLimit(limit);
      return this;
    }

    /**
     * Holds out a share of the data, drawn by the seed, for validation in place of data given to
     * {@link Cvae#fit(DataSource, DataSource)}. For a {@link dev.cvae.data.Dataset}.
     *
     * @param share in (0, 1), such as 0.1; none by default
     * @return this builder
     */
    public Builder validationSplit(double share) {
      training = training.validationSplit(share);
      return this;
    }

    /**
     * Ends the fit when the ELBO of the validation data has not improved for some epochs. The model
     * has the last weights then, unless {@link #bestWeights} says otherwise.
     *
     * @param patience how many epochs, 1 or more; never by default
     * @return this builder
     */
    public Builder earlyStopping(int patience) {
      return earlyStopping(patience, 0);
    }

    /**
     * Ends the fit when the ELBO of the validation data has not improved for some epochs.
     *
     * @param patience how many epochs, 1 or more
     * @param minDelta by how much the best ELBO must be exceeded to count, in nats
     * @return this builder
     */
    public Builder earlyStopping(int patience, double minDelta) {
      training = training.earlyStopping(new EarlyStopping(patience, minDelta));
      return this;
    }

    /**
     * Whether the model gets the weights after the epoch with the greatest ELBO on the validation
     * data, or the last ones. Which epoch that was says {@link
     * dev.cvae.training.TrainingHistory#best()}.
     *
     * @param best false by default
     * @return this builder
     */
    public Builder bestWeights(boolean best) {
      training = training.bestWeights(best);
      return this;
    }

    /**
     * Begins the fit with the weights of a saved model, and with its latent size, networks,
     * reconstruction loss and prior. Own networks must be given again. The optimiser starts anew.
     * The data may be other data of the same shape; without some of the model's classes, too.
     *
     * <pre>{@code
     * Cvae.builder().startFrom(Path.of("digits.safetensors")).learningRate(1e-4).build().fit(more)
     * }</pre>
     *
     * @param modelFile what {@link GenerativeModel#save(Path)} wrote; read now
     * @return this builder
     * @throws dev.cvae.error.ModelFileException if it cannot be read
     */
    public Builder startFrom(Path modelFile) {
      ModelFile model = ModelFile.read(modelFile);
      latent = model.description().latent();
      encoder = model.description().encoder();
      decoder = model.description().decoder();
      reconstructionLoss = model.description().reconstructionLoss();
      prior = model.description().prior();
      firstModel = model;
      return this;
    }

    /**
     * Has the fit write down where it stands every so often, so that {@link Cvae#resume} can go on
     * from there.
     *
     * @param setting where and how often; never by default
     * @return this builder
     */
    public Builder checkpoints(Checkpoints setting) {
      checkpoints = Objects.requireNonNull(setting, "checkpoints");
      return this;
    }

    /**
     * Where initial weights, shuffles and noise start. The same seed gives the same model.
     *
     * @param start any number; 0 by default
     * @return this builder
     */
    public Builder seed(long start) {
      training = training.seed(start);
      return this;
    }

    /**
     * The engine, such as {@code PyTorch} or {@code MXNet}. If not given here, the system property
     * {@code cvae.engine}, the environment variable {@code CVAE_ENGINE} and {@code engine} in a
     * {@code cvae.properties} on the class path are asked in this order; then it is PyTorch.
     *
     * @param name the engine's name, in any case
     * @return this builder
     */
    public Builder engine(String name) {
      engine = Configuration.notBlank("engine", name);
      return this;
    }

    /**
     * The device: {@code cpu}, {@code gpu} or {@code gpu:1}. If not given here, configured like the
     * {@link #engine(String)}, as {@code device}; then it is the CPU.
     *
     * @param name the device's name
     * @return this builder
     */
    public Builder device(String name) {
      device = Configuration.notBlank("device", name);
      return this;
    }

    /**
     * How many threads one operation of the engine may use, for the whole process; set before the
     * engine starts, and an error if it has started with another number. If not given here,
     * configured like the {@link #engine(String)}, as {@code threads}; then the engine decides.
     *
     * @param count 1 to 1,024
     * @return this builder
     */
    public Builder threads(int count) {
      threads = Configuration.checkThreads(count);
      return this;
    }

    /**
     * In what the fit multiplies matrices. If not given here, configured like the {@link
     * #engine(String)}, as {@code precision}; then {@link Precision#FLOAT32}.
     *
     * @param products float32, or bfloat16 where the processor, the engine and the model allow it
     * @return this builder
     */
    public Builder precision(Precision products) {
      training = training.precision(products);
      return this;
    }

    /**
     * Who hears how the fit goes; nobody by default. Combine several with {@link
     * TrainingListener#andThen}.
     *
     * @param hears the listener
     * @return this builder
     */
    public Builder listener(TrainingListener hears) {
      listener = Objects.requireNonNull(hears, "listener");
      return this;
    }

    /**
     * Who looks at the model after each epoch; nobody by default. Combine several with {@link
     * ModelListener#andThen}.
     *
     * @param looks the listener
     * @return this builder
     */
    public Builder modelListener(ModelListener looks) {
      modelListener = Objects.requireNonNull(looks, "modelListener");
      return this;
    }

    /**
     * Lets conditions be incomplete: while fitting, each field of each row is taken away with this
     * probability, so that the model learns to do without. It then answers under any of its fields,
     * or none ({@code Condition.none()}), and data may lack some. If this is not called, each field
     * must be given everywhere.
     *
     * @param rate in [0, 1), such as 0.1; with 0, only those are missing that the data lacks
     * @return this builder
     */
    public Builder conditionDropout(double rate) {
      conditionDropout = ConditionSchema.none().withDropout(rate).dropout();
      return this;
    }

    /**
     * How the data is scaled on its way in, and back on its way out; not at all by default.
     *
     * @param how {@code Scaling.standardised()}, for example; {@code Scaling.mixed(…)} for some
     *     columns only, or another for each
     * @return this builder
     */
    public Builder scaling(Scaling how) {
      scaling = Objects.requireNonNull(how, "scaling");
      return this;
    }

    /**
     * The description; the builder can go on being used.
     *
     * @return an immutable description
     * @throws InvalidSettingException if the latent size was not given, or two own networks have
     *     one name
     */
    public Cvae build() {
      if (latent == 0) {
        throw new InvalidSettingException(
            "latent must be given, as in Cvae.builder().latent(256), was not");
      }
      if (encoder instanceof CustomNetwork one
          && decoder instanceof CustomNetwork other
          && one != other
          && one.name().equals(other.name())) {
        throw InvalidSettingException.of(
            "names of own networks", "must differ, to be told apart in the file", one.name());
      }
      Builder copy = new Builder(this);
      if (!epochsGiven && (training.steps().isPresent() || training.timeLimit().isPresent())) {
        copy.training = training.anyEpochs();
      }
      return new Cvae(copy);
    }

    private Network encoder() {
      return encoder != null ? encoder : new Mlp(hidden, Activation.RELU);
    }

    private Network decoder() {
      List<Integer> mirrored = new ArrayList<>(hidden);
      Collections.reverse(mirrored);
      return decoder != null ? decoder : new Mlp(mirrored, Activation.RELU);
    }

    private RuntimeSettings runtime() {
      return Configuration.resolve(
          Optional.ofNullable(engine),
          Optional.ofNullable(device),
          threads == 0 ? OptionalInt.empty() : OptionalInt.of(threads),
          List.of());
    }

    private static int inRange(String setting, int value) {
      if (value < 1) {
        throw InvalidSettingException.of(setting, "must be positive", value);
      }
      if (value > LARGEST) {
        throw InvalidSettingException.of(setting, "must be at most " + LARGEST, value);
      }
      return value;
    }
  }
}

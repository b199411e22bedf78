package dev.cvae.samples.cli;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.prior.Prior;
import dev.cvae.report.EpochSamples;
import dev.cvae.report.FitDisplay;
import dev.cvae.report.TensorBoard;
import dev.cvae.report.TrainingReport;
import dev.cvae.sampler.Sampler;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae train}: fits a model to data and writes its file. */
@Command(
    name = "train",
    description = {
      "Fits a model and writes it to a file. Data with labels makes it conditional.",
      "After each epoch it is evaluated on the data's test part, if it has one. Defaults are the article's."
    })
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = DataName.FORMS,
      converter = DataName.Converter.class,
      description = {
        "mnist, the digits in the jar; fashion-mnist:DIR, once downloaded; a folder of idx",
        "files, or of images, one sub-folder a class; a file .npy, .npz or .csv; - for a pipe."
      })
  private DataName data = new DataName("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The model's file, .safetensors.")
  private Path out = Path.of("");

  @Option(
      names = "--latent",
      paramLabel = "N",
      description = "Size of the latent; ${DEFAULT-VALUE} by default.")
  private int latent = 256;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      description =
          "Widths of the encoder's hidden layers, and of the decoder's in reverse; 512,512.")
  private int[] hidden = {512, 512};

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      converter = LossName.class,
      description = {
        "Reconstruction loss: " + LossName.NAMES + ".",
        "BCE, the default, and continuous-bernoulli need values in [0, 1]."
      })
  private ReconstructionLoss loss = ReconstructionLoss.BCE;

  @Option(
      names = "--prior",
      paramLabel = "NAME",
      converter = PriorName.class,
      description = {
        "Where latents come from: " + PriorName.NAMES + ".",
        "standard, the default, is N(0, I); conditional learns a p(z|c); vamp:100 is a",
        "mixture of 100 posteriors."
      })
  private Prior prior = Prior.STANDARD_NORMAL;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      converter = SamplerName.class,
      description = {
        "What latents are drawn from once the model is trained: " + SamplerName.NAMES + ".",
        "prior is the default; a mixture, fitted for each label, makes digits that are asked for",
        "come out far more often as that digit."
      })
  private Sampler sampler = Sampler.PRIOR;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data; 10.")
  private int epochs = 10;

  @Option(names = "--batch", paramLabel = "N", description = "Examples a step; 128.")
  private int batch = 128;

  @Option(names = "--learning-rate", paramLabel = "X", description = "Adam's step size; 0.001.")
  private double learningRate = 1e-3;

  @Option(
      names = "--precision",
      paramLabel = "float32|mixed",
      description =
          "In what matrices are multiplied: mixed is bfloat16, where the processor has it; float32.")
  private Optional<Precision> precision = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Starts weights, shuffles and noise: same seed, same model; 0.")
  private long seed;

  @Option(names = "--unlabelled", description = "Leave the labels out: a plain VAE.")
  private boolean unlabelled;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N rows of each part, for a quick look.")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--checkpoints",
      paramLabel = "FOLDER",
      description = "Write down where the fit stands, every ten minutes; the last three are kept.")
  private Optional<Path> checkpoints = Optional.empty();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Write down where the fit stands every N steps.")
  private Optional<Long> checkpointEvery = Optional.empty();

  @Option(
      names = "--resume",
      description = {
        "Go on from the last checkpoint of the folder, with the same options and data;",
        "from the beginning if there is none yet."
      })
  private boolean resume;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = {
        "Write report.html into the folder: curves, samples as training went, reconstructions,",
        "the latents, warnings in words. It needs no network."
      })
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--tensorboard",
      paramLabel = "FOLDER",
      description = "Write event files for TensorBoard into the folder, after each epoch.")
  private Optional<Path> tensorBoard = Optional.empty();

  @Option(names = "--json", description = "Print the figures as JSON, and nothing else.")
  private boolean json;

  @Mixin private final LayoutOptions layout = new LayoutOptions();

  @Mixin private final EngineOptions engine = new EngineOptions();

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    Path file = OutputFile.notPiped("--out", out, ".safetensors").path();
    report.ifPresent(OutputFolder::requireWritable);
    tensorBoard.ifPresent(OutputFolder::requireWritable);
    Cvae.Builder builder = describe();
    DataParts parts = layout.open(data);
    Dataset train = prepared(parts.read(DataName.Part.TRAIN));
    Optional<Dataset> test = parts.readTest().map(this::prepared);
    return InterruptOnExit.during(() -> fitAndSave(builder, train, test, file));
  }

  private void fitAndSave(Cvae.Builder builder, Dataset train, Optional<Dataset> test, Path file) {
    Dataset shown = test.orElse(train);
    EpochSamples samples = EpochSamples.of(shown);
    report.ifPresent(folder -> builder.modelListener(samples));
    try (FitDisplay display = json ? FitDisplay.none() : FitDisplay.on(screen::line);
        GenerativeModel model = fit(builder.listener(listener(display)).build(), train, test)) {
      model.save(file);
      Optional<Path> page =
          report.map(folder -> TrainingReport.of(model, shown).samples(samples).write(folder));
      if (json) {
        screen.sayJson(figures(model));
      } else {
        model.warnings().forEach(warning -> screen.say("Warning: %s", warning));
        screen.say("Wrote %s.", file);
        page.ifPresent(written -> screen.say("Wrote %s.", written));
      }
    }
  }

  private TrainingListener listener(FitDisplay display) {
    return tensorBoard.map(folder -> display.andThen(TensorBoard.to(folder))).orElse(display);
  }

  private GenerativeModel fit(Cvae cvae, Dataset train, Optional<Dataset> test) {
    boolean begun = resume && !Checkpoints.files(folder()).isEmpty();
    if (test.isEmpty()) {
      return begun ? cvae.resume(folder(), train) : cvae.fit(train);
    }
    return begun ? cvae.resume(folder(), train, test.get()) : cvae.fit(train, test.get());
  }

  private Path folder() {
    return checkpoints.orElseThrow(
        () ->
            new InvalidSettingException(
                "--checkpoints must be given with --resume and --checkpoint-every, was not"));
  }

  private Cvae.Builder describe() {
    Cvae.Builder builder =
        Cvae.builder()
            .latent(latent)
            .hidden(hidden)
            .reconstructionLoss(loss)
            .prior(prior)
            .sampler(sampler)
            .epochs(epochs)
            .batchSize(batch)
            .learningRate(learningRate)
            .seed(seed);
    if (resume || checkpointEvery.isPresent() || checkpoints.isPresent()) {
      Checkpoints everyTenMinutes = Checkpoints.in(folder());
      builder.checkpoints(checkpointEvery.map(everyTenMinutes::everySteps).orElse(everyTenMinutes));
    }
    precision.ifPresent(builder::precision);
    engine.applyTo(builder);
    return builder;
  }

  private Dataset prepared(Dataset all) {
    Dataset some = limit.map(all::first).orElse(all);
    Dataset shaped = layout.shape().map(some::shaped).orElse(some);
    return unlabelled ? shaped.unlabelled() : shaped;
  }

  private Map<String, Object> figures(GenerativeModel model) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("model", out);
    figures.put("engine", model.provenance().engine());
    figures.put("history", Figures.of(model.history()));
    figures.put("warnings", model.warnings());
    return figures;
  }
}

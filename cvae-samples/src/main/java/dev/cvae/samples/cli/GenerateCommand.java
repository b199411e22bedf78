package dev.cvae.samples.cli;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.image.Images;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae generate}: draws rows from a model. */
@Command(
    name = "generate",
    description = {
      "Generates rows under the labels asked for, and writes pictures, arrays or CSV.",
      "With several labels the rows go in rounds, 0 1 2 0 1 2: on the page a column a label."
    })
final class GenerateCommand implements Callable<Integer> {
  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--label",
      paramLabel = "LABELS",
      converter = Labels.Converter.class,
      description =
          "7, or 1,3,5, or 0..9, or names as Sneaker,Bag; none for a model without labels.")
  private Optional<Labels> labels = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many rows of each label; ${DEFAULT-VALUE} by default.")
  private int count = 100;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same rows; without, each call is fresh.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--draws",
      description = "Draw from p(x|z,c) instead of taking its mean: black or white pixels.")
  private boolean draws;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = {
        "x.png for a page of pictures, x.npy for an array (rows, shape of a row), x.npz with labels",
        "and latents too, x.csv; - for a pipe, with --format."
      })
  private Path out = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "png, npy, npz, csv, or images for a folder of PNG files; by default as named.")
  private Optional<RowsFormat> format = Optional.empty();

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    RowsFile file = RowsFile.of(out, format);
    GenerationRequest request = request();
    try (GenerativeModel loaded = model.load()) {
      file.requireRoomFor(rows(), loaded.description().shape());
      Samples samples = loaded.generate(request);
      file.write(samples, () -> Images.grid(samples, columns()));
      long used = samples.seed().orElseThrow();
      if (!file.isStandardOutput()) {
        screen.say("Wrote %s: %d rows, seed %d.", file, samples.size(), used);
      }
    }
    return ExitCode.OK;
  }

  private GenerationRequest request() {
    if (count < 1) {
      throw InvalidSettingException.of("--count", "must be positive", count);
    }
    if (rows() > Integer.MAX_VALUE) {
      throw InvalidSettingException.of("--count", "must give less than 2^31 rows", count);
    }
    GenerationRequest request =
        labels
            .map(wanted -> wanted.request(count))
            .orElseGet(() -> GenerationRequest.of(Condition.none(), count));
    request = seed.map(request::seed).orElse(request);
    return draws ? request.draws() : request;
  }

  private long rows() {
    return (long) count * labels.map(wanted -> wanted.conditions().size()).orElse(1);
  }

  private int columns() {
    int wanted = labels.map(several -> several.conditions().size()).orElse(1);
    return wanted > 1 ? wanted : (int) Math.ceil(Math.sqrt(count));
  }
}

package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae reconstruct}: encodes rows and decodes them again. */
@Command(
    name = "reconstruct",
    description = {
      "Encodes the first rows of some data and decodes the posterior's means.",
      "A page has a line of originals, then a line of their reconstructions, and so on."
    })
final class ReconstructCommand implements Callable<Integer> {
  private static final int COLUMNS = 10;

  @Mixin private final ModelOptions model = new ModelOptions();

  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many rows; ${DEFAULT-VALUE} by default.")
  private int count = 50;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = {
        "x.png for a page of pairs; x.npy, x.npz or x.csv for the reconstructions; - for a pipe,",
        "with --format."
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
    try (GenerativeModel loaded = model.load()) {
      Dataset originals = data.read(loaded.description().shape()).first(count);
      file.requireRoomFor(originals.size(), originals.shape());
      Samples reconstructions = loaded.reconstruct(originals);
      file.write(reconstructions, () -> Images.pairs(originals, reconstructions, COLUMNS));
      if (!file.isStandardOutput()) {
        screen.say("Wrote %s: %d rows of %s.", file, originals.size(), originals.name());
      }
    }
    return ExitCode.OK;
  }
}

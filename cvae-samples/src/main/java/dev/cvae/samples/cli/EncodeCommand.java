package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.data.Dataset;
import dev.cvae.numpy.NumpyArchive;
import dev.cvae.numpy.NumpyArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae encode}: what the encoder says of some rows. */
@Command(name = "encode", description = "Encodes rows: writes the means of q(z|x,c), one row each.")
final class EncodeCommand implements Callable<Integer> {
  private static final String ARRAY = ".npy";

  @Mixin private final ModelOptions model = new ModelOptions();

  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = {
        "The means, (rows, latent): .npy or .csv; .npz has the log-variances too; - for a pipe,",
        "with --format."
      })
  private Path out = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "npy, npz or csv; by default as the file is named.")
  private Optional<RowsFormat> format = Optional.empty();

  @Option(
      names = "--log-variance",
      paramLabel = "FILE",
      description = "The log-variances too, .npy, (rows, latent).")
  private Optional<Path> logVariance = Optional.empty();

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    RowsFormat written = RowsFormat.of(out, format, RowsFormat.NPY, RowsFormat.NPZ, RowsFormat.CSV);
    OutputFile means = OutputFile.of("--out", out);
    Optional<OutputFile> logVariances =
        logVariance.map(path -> OutputFile.notPiped("--log-variance", path, ARRAY));
    try (GenerativeModel loaded = model.load()) {
      Dataset rows = data.read(loaded.description().shape());
      Posterior posterior = loaded.encode(rows);
      means.write(out -> write(posterior, written, out));
      if (!OutputFile.isStandardOutput(out)) {
        sayWritten(means, posterior);
      }
      logVariances.ifPresent(
          file -> {
            float[][] values = posterior.logVariance();
            file.write(stream -> NumpyArray.write(values, new int[] {values[0].length}, stream));
            sayWritten(file, posterior);
          });
    }
    return ExitCode.OK;
  }

  private static void write(Posterior posterior, RowsFormat format, OutputStream out)
      throws IOException {
    float[][] mean = posterior.mean();
    int latent = mean[0].length;
    if (format == RowsFormat.CSV) {
      CsvText.write(mean, "z", List.of(), out);
    } else if (format == RowsFormat.NPZ) {
      Map<String, NumpyArray> arrays = new LinkedHashMap<>();
      arrays.put("mean", RowsFile.array(mean, latent));
      arrays.put("log_variance", RowsFile.array(posterior.logVariance(), latent));
      NumpyArchive.write(arrays, out);
    } else {
      NumpyArray.write(mean, new int[] {latent}, out);
    }
  }

  private void sayWritten(OutputFile file, Posterior posterior) {
    float[][] mean = posterior.mean();
    screen.say("Wrote %s: %d rows of %d.", file, mean.length, mean[0].length);
  }
}

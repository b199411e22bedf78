package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae encode}: what the encoder says of some rows. */
@Command(
    name = "encode",
    description = "Encodes rows: writes the means of q(z|x,c), one row each, for NumPy.")
final class EncodeCommand implements Callable<Integer> {
  private static final String ARRAY = ".npy";

  @Mixin private final ModelOptions model = new ModelOptions();

  @Mixin private final DataOptions data = new DataOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The means, .npy, (rows, latent).")
  private Path out = Path.of("");

  @Option(
      names = "--log-variance",
      paramLabel = "FILE",
      description = "The log-variances too, .npy, (rows, latent).")
  private Optional<Path> logVariance = Optional.empty();

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    OutputFile means = OutputFile.of("--out", out, ARRAY);
    Optional<OutputFile> logVariances =
        logVariance.map(path -> OutputFile.of("--log-variance", path, ARRAY));
    try (GenerativeModel loaded = model.load()) {
      Dataset rows = data.read();
      Posterior posterior = loaded.encode(rows);
      Shape shape = Shape.of(loaded.description().latent());
      write(means, posterior.mean(), shape);
      logVariances.ifPresent(file -> write(file, posterior.logVariance(), shape));
    }
    return ExitCode.OK;
  }

  private void write(OutputFile file, float[][] latents, Shape shape) {
    file.write(stream -> Npy.write(latents, shape, stream));
    screen.say("Wrote %s: %d rows of %s.", file, latents.length, shape);
  }
}

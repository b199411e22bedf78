package dev.cvae.samples.cli;

import dev.cvae.mnist.DownloadOptions;
import dev.cvae.mnist.DownloadProgress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvae download}: fetches a data set; the one command that uses the network. */
@Command(
    name = "download",
    description =
        "Downloads a data set from its publishers, checks its checksums, and goes on from what an"
            + " earlier attempt left. Use it as --data fashion-mnist:DIR.")
final class DownloadCommand implements Callable<Integer> {
  private static final int TENTH = 10;

  @Parameters(
      paramLabel = "NAME",
      converter = PublishedData.Converter.class,
      description = PublishedData.NAMES + ".")
  private PublishedData data = PublishedData.FASHION_MNIST;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the files; made if it is not there.")
  private Path folder = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "A folder to download from instead; may be given again, to be tried in turn.")
  private URI[] sites = {};

  @Mixin private final Screen screen = new Screen();

  private String lastLine = "";

  @Override
  public Integer call() {
    DownloadOptions options = DownloadOptions.defaults().listener(this::show);
    data.download(folder, sites.length == 0 ? options : options.from(sites));
    screen.say("%s is in %s; use it as --data %s:%s", data, folder, data, folder);
    return ExitCode.OK;
  }

  /** A line for each tenth of a file. */
  private void show(DownloadProgress progress) {
    long total = Math.max(1, progress.total().orElse(progress.bytes()));
    long tenths = progress.total().isPresent() ? TENTH * progress.bytes() / total : 0;
    String line = "%s %3d %%".formatted(progress.file(), TENTH * tenths);
    if (!line.equals(lastLine)) {
      screen.line(line);
      lastLine = line;
    }
  }
}

package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.samples.web.WebExport;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae export-web}: the article's page, on which the model draws what one types. */
@Command(
    name = "export-web",
    description = {
      "Writes a page for a browser on which the model draws the digits of a number, every time"
          + " anew.",
      "The page holds the decoder with its weights rounded to bytes; what that costs is measured."
    })
final class ExportWebCommand implements Callable<Integer> {
  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--data",
      defaultValue = "mnist",
      paramLabel = "mnist|DIR",
      converter = DataName.Converter.class,
      description = "What the cost is measured on, the test part; mnist by default.")
  private DataName data = new DataName("");

  @Option(names = "--limit", paramLabel = "N", description = "Measure on the first N rows only.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the page; made if it is not there.")
  private Path out = Path.of("");

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    Dataset test = data.read(DataName.Part.TEST).first(limit);
    try (GenerativeModel loaded = model.load()) {
      WebExport.Report report = write(loaded, test);
      if (json) {
        screen.sayJson(figures(report));
      } else {
        screen.say("Wrote %s; open it in a browser.", out.resolve("index.html"));
        screen.line(report.toString());
      }
    }
    return ExitCode.OK;
  }

  private WebExport.Report write(GenerativeModel loaded, Dataset test) {
    try {
      return WebExport.write(loaded, test, out, model.loadOptions());
    } catch (UncheckedIOException e) {
      throw new CommandFailedException(e.getMessage() + ": " + e.getCause(), e);
    }
  }

  private static Map<String, Object> figures(WebExport.Report report) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("weight_bytes", report.weightBytes());
    figures.put("exact_reconstruction", report.exactReconstruction());
    figures.put("rounded_reconstruction", report.roundedReconstruction());
    return figures;
  }
}

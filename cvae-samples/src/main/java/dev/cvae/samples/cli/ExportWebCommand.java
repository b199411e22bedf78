package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.web.ExportOptions;
import dev.cvae.web.ExportReport;
import dev.cvae.web.WebExport;
import dev.cvae.web.WeightPrecision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
          + " anew; for other conditions it has other controls.",
      "The page holds the decoder with its weights rounded; what that costs is measured and"
          + " printed for each precision."
    })
final class ExportWebCommand implements Callable<Integer> {
  private static final String NO_DATA = "none";

  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--data",
      defaultValue = "mnist",
      paramLabel = "mnist|fashion-mnist:DIR|DIR|none",
      converter = DataName.Converter.class,
      description =
          "What the cost is measured on, the test part; mnist by default. With none, only what"
              + " needs no data is measured.")
  private DataName data = new DataName("");

  @Option(names = "--limit", paramLabel = "N", description = "Measure on the first N rows only.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--precision",
      paramLabel = "float32|float16|int8|int4",
      description =
          "Of the weights; by default the smallest that costs less than 0.5 nats of reconstruction,"
              + " and int8 without data.")
  private Optional<WeightPrecision> precision = Optional.empty();

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
    ExportOptions options = options();
    try (GenerativeModel loaded = model.load()) {
      ExportReport report = WebExport.write(loaded, out, options);
      if (json) {
        screen.sayJson(figures(report));
      } else {
        screen.say("Wrote %s; open it in a browser.", out.resolve("index.html"));
        screen.line(report.toString());
      }
    }
    return ExitCode.OK;
  }

  private ExportOptions options() {
    ExportOptions options = ExportOptions.defaults().loading(model.loadOptions());
    options = precision.map(options::precision).orElse(options);
    if (data.name().equals(NO_DATA)) {
      return options;
    }
    Dataset test = data.read(DataName.Part.TEST).first(limit);
    return options.testData(test);
  }

  private static Map<String, Object> figures(ExportReport report) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("precision", name(report.precision()));
    figures.put("weight_bytes", report.cost().bytes());
    put(figures, "exact_reconstruction", report.exactReconstruction());
    put(figures, "rounded_reconstruction", report.cost().reconstruction());
    put(figures, "exact_accuracy", report.exactAccuracy());
    List<Map<String, Object>> costs =
        report.costs().stream().map(ExportWebCommand::figures).toList();
    figures.put("costs", costs);
    return figures;
  }

  private static Map<String, Object> figures(ExportReport.Cost cost) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("precision", name(cost.precision()));
    figures.put("bytes", cost.bytes());
    figures.put("gzip_bytes", cost.gzipBytes());
    put(figures, "reconstruction", cost.reconstruction());
    put(figures, "accuracy", cost.accuracy());
    figures.put("largest_pixel_difference", cost.largestPixelDifference());
    return figures;
  }

  private static void put(Map<String, Object> figures, String name, OptionalDouble figure) {
    figure.ifPresent(value -> figures.put(name, value));
  }

  private static String name(WeightPrecision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }
}

package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.data.Dataset;
import dev.cvae.training.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae evaluate}: the bound and its terms on some data. */
@Command(
    name = "evaluate",
    description = "Prints -ELBO, reconstruction and KL on some data, in nats per example.")
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private final ModelOptions model = new ModelOptions();

  @Mixin private final DataOptions data = new DataOptions();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the one z a row; 0.")
  private long seed;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    try (GenerativeModel loaded = model.load()) {
      Dataset rows = data.read(loaded.description().shape());
      Evaluation evaluation = loaded.evaluate(rows, seed);
      if (json) {
        screen.sayJson(figures(rows, evaluation));
      } else {
        screen.say("%s: %s", rows.name(), evaluation);
      }
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> figures(Dataset rows, Evaluation evaluation) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("data", rows.name());
    figures.putAll(Figures.of(evaluation));
    return figures;
  }
}

package dev.cvae.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Measures the library against its peers and writes the table of docs/benchmarks.md. To be run in
 * the module's folder; see there for how.
 */
@Command(
    name = "Speed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures in turn, each time in a process of its own, the library and a peer; adds the pairs"
          + " to a file of results, and writes the table of all pairs into a page.",
      "The rows of a peer that is not given say so."
    })
final class Speed implements Callable<Integer> {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CONTEST",
      description = "Which contests to hold, such as training-tuned,images-djl; all by default.")
  private List<String> only = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "How many more pairs of each; ${DEFAULT-VALUE} by default, 0 to render only.")
  private int pairs = 5;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Of each training; ${DEFAULT-VALUE} by default.")
  private int epochs = 10;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Of the long fit, at least 10; ${DEFAULT-VALUE} by default.")
  private long steps = 10_000;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Of all engines; as many as there are cores by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "${env:CVAE_PYTHON}",
      description = "An interpreter that has PyTorch; CVAE_PYTHON of the environment by default.")
  private Optional<Path> python = Optional.empty();

  @Option(
      names = "--dl4j",
      description = "Build the program for DeepLearning4J, which Maven fetches, and measure it.")
  private boolean dl4j;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "The pairs so far; ${DEFAULT-VALUE} by default.")
  private Path results = Path.of("target", "speed.jsonl");

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Where the table stands between two comments; ${DEFAULT-VALUE} by default.")
  private Path page = Path.of("..", "docs", "benchmarks.md");

  /**
   * Measures and writes.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Speed()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (steps < LongFit.FEWEST) {
      throw refused("--steps must be at least %d, was %d".formatted(LongFit.FEWEST, steps));
    }
    Fixtures fixtures = new Fixtures(Path.of("target", "speed"));
    Contests contests = new Contests(fixtures, epochs, steps, python, dl4j);
    Results file = new Results(results);
    boolean allWell = true;
    for (int i = 0; i < pairs; i++) {
      for (String name : chosen(contests)) {
        Optional<Pair> pair = measured(contests, name, file.pairs(name).size());
        allWell &= pair.isPresent();
        if (pair.isPresent()) {
          file.add(pair.get());
          System.out.println(pair.get().toJson());
        }
      }
    }
    new MarkedSection("speed").write(page, SpeedTable.render(file.pairs(), Machine.description()));
    return allWell ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<String> chosen(Contests contests) {
    for (String name : only) {
      if (!contests.names().contains(name)) {
        throw refused(
            "--only must be of %s (more with --python and --dl4j), was %s"
                .formatted(contests.names(), name));
      }
    }
    return only.isEmpty() ? List.copyOf(contests.names()) : only;
  }

  private ParameterException refused(String message) {
    return new ParameterException(new CommandLine(this), message);
  }

  /** One that fails, or whose fixtures do, must not take hours of others with it. */
  private Optional<Pair> measured(Contests contests, String name, int turn)
      throws InterruptedException {
    try {
      return Optional.of(contests.contest(name, turn).measure(threads));
    } catch (ContenderFailedException | IOException e) {
      System.err.println(name + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}

package dev.cvae.samples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code cvae}: trains conditional VAEs and uses them, from a shell or a script. */
@Command(
    name = "cvae",
    description = "Trains conditional variational auto-encoders and uses them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:failed, such as a file that is missing, damaged or cannot be written",
      "2:wrong use: an option or a value that is not possible"
    },
    subcommands = {
      TrainCommand.class,
      GenerateCommand.class,
      ReconstructCommand.class,
      EvaluateCommand.class,
      EncodeCommand.class,
      InfoCommand.class,
      ExportWebCommand.class,
      ExportOnnxCommand.class,
      ServeWebCommand.class,
      DownloadCommand.class
    })
public final class CvaeCommand implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the code an error came from.")
  private boolean debug;

  @Spec private final CommandSpec spec = CommandSpec.create(); // replaced by picocli

  CvaeCommand() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args as typed
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // pictures go to files: no screen is needed
    System.exit(commandLine().execute(args));
  }

  /** The command line, to be executed once; tests give it other streams. */
  static CommandLine commandLine() {
    CvaeCommand command = new CvaeCommand();
    Failures failures = new Failures(() -> command.debug);
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(failures.around(new CommandLine.RunLast()))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing; cvae --help lists them");
  }
}

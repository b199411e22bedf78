package dev.cvae.samples.cli;

import dev.cvae.error.CvaeException;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, in one line on the error stream; with {@code --debug} also where. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final BooleanSupplier debug;

  Failures(BooleanSupplier debug) {
    this.debug = debug;
  }

  /** A strategy that also speaks of errors, which picocli leaves to the JVM, and of lost output. */
  IExecutionStrategy around(IExecutionStrategy strategy) {
    return parsed -> {
      try {
        int exitCode = strategy.execute(parsed);
        StandardOutput.requireWritten();
        return exitCode;
      } catch (CommandFailedException e) {
        return handleExecutionException(e, parsed.commandSpec().commandLine(), parsed);
      } catch (OutOfMemoryError e) {
        String heap =
            "the heap of %d MiB is too small; give it more, such as with JAVA_OPTS=-Xmx4g"
                .formatted(Runtime.getRuntime().maxMemory() >> 20);
        return report(parsed.commandSpec().commandLine(), heap, e, ExitCode.SOFTWARE);
      } catch (LinkageError e) {
        return report(parsed.commandSpec().commandLine(), unexpected(e), e, ExitCode.SOFTWARE);
      }
    };
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    return report(e.getCommandLine(), String.valueOf(e.getMessage()), e, ExitCode.USAGE);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    boolean wrongUse =
        e instanceof InvalidSettingException || e instanceof InvalidConditionException;
    return report(command, message(e), e, wrongUse ? ExitCode.USAGE : ExitCode.SOFTWARE);
  }

  private static String message(Exception e) {
    if (e instanceof UncheckedIOException) {
      return e.getMessage() + ": " + e.getCause();
    }
    boolean foreseen = e instanceof CvaeException || e instanceof CommandFailedException;
    return foreseen ? String.valueOf(e.getMessage()) : unexpected(e);
  }

  private static String unexpected(Throwable e) {
    return "unexpected " + e + "; --debug shows where";
  }

  private int report(CommandLine command, String message, Throwable cause, int exitCode) {
    command.getErr().println("cvae: " + message.lines().findFirst().orElse("failed"));
    if (debug.getAsBoolean()) {
      cause.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return exitCode;
  }
}

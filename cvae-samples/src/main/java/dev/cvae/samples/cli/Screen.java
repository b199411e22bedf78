package dev.cvae.samples.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a command says what it did. */
@Command // which picocli asks of a mixin without options
final class Screen {
  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create(); // picocli puts the real one here

  void say(String format, Object... args) {
    line(String.format(Locale.ROOT, format, args));
  }

  void line(String line) {
    PrintWriter out = command.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** A JSON document on a line of its own. */
  void sayJson(Object document) {
    line(JsonText.of(document));
  }
}

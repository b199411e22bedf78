package dev.cvae.samples.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs the command line in this process, and keeps one small model for all tests to use. */
final class Shell {
  static final int LATENT = 4;

  private static final Path MODEL = trained("model.safetensors");
  private static final Path PLAIN_MODEL = trained("plain.safetensors", "--unlabelled");

  private Shell() {}

  /** What a command left behind. */
  record Result(int exitCode, String out, String err) {
    JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  static Result cvae(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CvaeCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    return new Result(exitCode, out.toString(), err.toString());
  }

  /** A model with labels 0..9. */
  static Path model() {
    return MODEL;
  }

  /** A model without labels. */
  static Path plainModel() {
    return PLAIN_MODEL;
  }

  private static Path trained(String name, String... more) {
    try {
      Path folder = Files.createTempDirectory("cvae-cli");
      Path file = folder.resolve(name);
      file.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      String[] args = {
        "train",
        "--data",
        "mnist",
        "--limit",
        "300",
        "--epochs",
        "1",
        "--latent",
        "" + LATENT,
        "--hidden",
        "16",
        "--out",
        file.toString()
      };
      Object[] all = Arrays.copyOf(args, args.length + more.length, Object[].class);
      System.arraycopy(more, 0, all, args.length, more.length);
      Result result = cvae(all);
      if (result.exitCode() != 0) {
        throw new IllegalStateException(result.err());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

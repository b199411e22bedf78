package dev.cvae.samples;

import dev.cvae.Cvae;
import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import dev.cvae.mnist.Mnist;
import dev.cvae.report.FitDisplay;
import dev.cvae.report.LearningCurve;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The article's conditional VAE on all of MNIST, in about a minute: {@code mvn -q compile
 * exec:java}.
 *
 * <p>An argument, or the system property {@code cvae.quickstart.epochs}, asks for fewer epochs than
 * the article's ten. What it writes lies in {@code target/quickstart} of this module.
 */
public final class Quickstart {
  private static final int DIGITS = 10;

  private final PrintStream out;
  private final Path folder;

  Quickstart(PrintStream out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  /**
   * Trains, writes pictures and model, says where they are.
   *
   * @param args the number of epochs, if it is not to be ten
   * @throws IOException if the folder cannot be made
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true"); // pictures go to files: no screen is needed
    String epochs = args.length > 0 ? args[0] : System.getProperty("cvae.quickstart.epochs", "10");
    Path module = Path.of(System.getProperty("cvae.samples.dir", ""));
    new Quickstart(System.out, module.resolve("target").resolve("quickstart"))
        .run(Mnist.train(), Mnist.test(), Integer.parseInt(epochs));
  }

  void run(Dataset train, Dataset test, int epochs) throws IOException {
    Files.createDirectories(folder);
    out.printf("The article's conditional VAE: %s, epochs: %d.%n%n", train.name(), epochs);
    try (FitDisplay display = FitDisplay.on(out::println);
        GenerativeModel model =
            Cvae.builder().latent(256).epochs(epochs).listener(display).build().fit(train, test)) {
      write(model, test);
    }
    printWhatNext();
  }

  private void write(GenerativeModel model, Dataset test) {
    out.printf("%nFitted on %s. Wrote, in %s:%n", model.provenance().engine(), shown(folder));
    Images.writePng(digits(model), folder.resolve("digits.png"));
    say("digits.png", "digits nobody wrote: a column a digit, ten of each");
    Images.writePng(reconstructions(model, test), folder.resolve("reconstructions.png"));
    say("reconstructions.png", "test digits, and below each what the model makes of it");
    Images.writePng(LearningCurve.of(model.history()), folder.resolve("learning-curve.png"));
    say("learning-curve.png", "the bound and its two terms, epoch by epoch");
    model.save(folder.resolve("digits.safetensors"));
    say("digits.safetensors", "the model");
  }

  /** The article's page: every digit has a z of its own. */
  private static BufferedImage digits(GenerativeModel model) {
    List<Condition> page =
        IntStream.range(0, DIGITS * DIGITS).mapToObj(i -> Condition.label(i % DIGITS)).toList();
    Samples samples = model.generate(GenerationRequest.of(page).seed(0));
    return Images.grid(samples, DIGITS);
  }

  private static BufferedImage reconstructions(GenerativeModel model, Dataset test) {
    Dataset some = test.first(5 * DIGITS);
    return Images.pairs(some, model.reconstruct(some), DIGITS);
  }

  private void say(String file, String what) {
    out.printf("  %-20s %s%n", file, what);
  }

  private void printWhatNext() {
    String model = shown(folder.resolve("digits.safetensors"));
    out.printf(
        """

        Next, build the command line and ask the model for sevens, or for a page to draw them:
          mvn -q -DskipTests package
          cvae-samples/target/cvae/bin/cvae generate --model %1$s --label 7 --count 100 --out 7.png
          cvae-samples/target/cvae/bin/cvae export-web --model %1$s --out page
        In code: README.md has the first program, dev.cvae.samples.programs more, docs/ the rest.
        """,
        model);
  }

  /** A path as one would type it here. */
  private static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath();
    return (absolute.startsWith(here) ? here.relativize(absolute) : path).toString();
  }
}

package dev.cvae.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The contests that can be held here, by name; what one needs is made when it is asked for. */
final class Contests {
  private static final int MOST_DL4J_EPOCHS = 2; // each takes half a minute
  private static final String[] TOUCHED_HEAP = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"};

  /** The contenders of a turn; what they need is made first, which can fail. */
  private interface Sides {
    List<Contender> of(int pair) throws IOException, InterruptedException;
  }

  private final Map<String, Sides> byName = new LinkedHashMap<>();
  private final Fixtures fixtures;
  private final int epochs;

  /**
   * Those of the library alone, and those for which there is a peer.
   *
   * @param epochs of a training
   * @param steps of the long fit
   * @param python an interpreter that has PyTorch
   * @param dl4j whether Maven may build the program for DeepLearning4J
   */
  Contests(Fixtures fixtures, int epochs, long steps, Optional<Path> python, boolean dl4j) {
    this.fixtures = fixtures;
    this.epochs = epochs;
    python.ifPresent(this::addThoseAgainst);
    if (dl4j) {
      int fewer = Math.min(epochs, MOST_DL4J_EPOCHS);
      byName.put("training-dl4j", pair -> List.of(fit("FLOAT32", fewer, pair), dl4j(fewer, pair)));
    }
    byName.put("threads-runtime", pair -> List.of(callers("runtime", 8), callers("runtime", 1)));
    byName.put("threads-djl", pair -> List.of(callers("djl", 8), callers("djl", 1)));
    byName.put("long-fit", pair -> List.of(longFit(steps)));
  }

  private void addThoseAgainst(Path python) {
    byName.put("training-article", pair -> trainings("FLOAT32", python, "article", pair));
    byName.put("training-tuned", pair -> trainings("FLOAT32", python, "tuned", pair));
    byName.put("training-mixed", pair -> trainings("MIXED", python, "bf16", pair));
    byName.put("products", pair -> List.of(fit("FLOAT32", epochs, pair), products(python)));
    byName.put("images-runtime", pair -> List.of(images("runtime"), images(python)));
    byName.put("images-djl", pair -> List.of(images("djl"), images(python)));
    byName.put("images-products", pair -> List.of(images("djl"), productsOfImages(python)));
    byName.put("start-runtime", pair -> List.of(firstImage("runtime"), firstImage(python)));
    byName.put("start-djl", pair -> List.of(firstImage("djl"), firstImage(python)));
  }

  /** All names, in the order in which they are held. */
  Set<String> names() {
    return byName.keySet();
  }

  /**
   * A contest's next turn.
   *
   * @param pair how many turns it had before, also the seed of what has one
   */
  Contest contest(String name, int pair) throws IOException, InterruptedException {
    return new Contest(name, pair, Objects.requireNonNull(byName.get(name)).of(pair));
  }

  private List<Contender> trainings(String precision, Path python, String mode, int seed)
      throws IOException {
    Contender peer =
        python(
            python,
            "article_cvae.py",
            "train",
            fixtures.digits().toString(),
            mode,
            Integer.toString(epochs),
            Integer.toString(seed));
    return List.of(fit(precision, epochs, seed), peer);
  }

  private static Contender fit(String precision, int epochs, int seed) {
    return new Contender(
        "this library, " + precision,
        Java.on("djl")
            .with("-Dcvae.precision=" + precision)
            .run(Training.class, Integer.toString(epochs), Integer.toString(seed)));
  }

  private Contender dl4j(int epochs, int seed) throws IOException, InterruptedException {
    return new Contender(
        "DeepLearning4J",
        new Java(fixtures.dl4jClassPath(), List.of())
            .run(
                "Dl4jVae",
                fixtures.digits().toString(),
                Integer.toString(epochs),
                Integer.toString(seed)));
  }

  private Contender products(Path python) {
    return python(python, "matrix_products.py", "epochs", Integer.toString(Math.min(epochs, 3)));
  }

  private static Contender productsOfImages(Path python) {
    return python(python, "matrix_products.py", "images");
  }

  private Contender images(String backend) throws IOException, InterruptedException {
    return new Contender(
        "this library, " + backend,
        Java.on(backend).run(Generation.class, fixtures.model().toString()));
  }

  private static Contender images(Path python) {
    return python(python, "article_cvae.py", "generate");
  }

  private Contender firstImage(String backend) throws IOException, InterruptedException {
    return new Contender(
        "this library, " + backend,
        Java.on(backend).run(FirstImage.class, fixtures.model().toString()));
  }

  private Contender firstImage(Path python) throws IOException, InterruptedException {
    return python(python, "first_image.py", fixtures.weights(python).toString());
  }

  private Contender callers(String backend, int threads) throws IOException, InterruptedException {
    return new Contender(
        backend + " on " + threads + " threads",
        Java.on(backend)
            .run(Callers.class, fixtures.model().toString(), Integer.toString(threads)));
  }

  private static Contender longFit(long steps) {
    return new Contender(
        "this library", Java.on("djl").with(TOUCHED_HEAP).run(LongFit.class, Long.toString(steps)));
  }

  private static Contender python(Path python, String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.add(Fixtures.script(script).toString());
    command.addAll(Arrays.asList(arguments));
    return new Contender("PyTorch in Python, " + script, command);
  }
}

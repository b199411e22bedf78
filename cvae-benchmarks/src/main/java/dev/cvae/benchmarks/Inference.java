package dev.cvae.benchmarks;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.condition.Condition;
import dev.cvae.mnist.Mnist;
import dev.cvae.random.RandomStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What images cost, on each backend: one at a time, 10,000 in one call, and the first of a JVM.
 *
 * <pre>
 * Inference digits.safetensors      fits the article's model for an epoch, if the file is not there
 * </pre>
 */
public final class Inference {
  private static final int LATENT = 256;
  private static final int CALLS = 20_000;
  private static final int IMAGES = 10_000;
  private static final int TIMES = 11;

  private Inference() {}

  /**
   * Measures both backends.
   *
   * @param args the model file
   * @throws Exception if it cannot be written, or a JVM not started
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    if (!Files.exists(file)) {
      Cvae cvae = Cvae.builder().latent(LATENT).epochs(1).build();
      try (GenerativeModel model = cvae.fit(Mnist.train())) {
        model.save(file);
      }
    }
    for (int round = 0; round < 2; round++) {
      for (String backend : List.of("runtime", "djl")) {
        try (GenerativeModel model =
            GenerativeModel.load(file, LoadOptions.defaults().backend(backend))) {
          oneImage(backend, model);
          manyImages(backend, model);
        }
      }
    }
    firstImage(file);
  }

  private static void oneImage(String backend, GenerativeModel model) {
    float[][] z = new float[1][model.description().latent()];
    Condition seven = Condition.label(7);
    double[] micros = new double[CALLS];
    for (int call = -CALLS; call < CALLS; call++) { // the first half warms up
      RandomStream.of(0).normals((long) call * z[0].length, z[0]);
      long begin = System.nanoTime();
      model.decode(z, seven);
      micros[Math.abs(call) % CALLS] = (System.nanoTime() - begin) / 1e3;
    }
    Arrays.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "%s: one image: median %.1f us, p99 %.1f us%n",
        backend,
        micros[CALLS / 2],
        micros[CALLS * 99 / 100]);
  }

  private static void manyImages(String backend, GenerativeModel model) {
    double[] seconds = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long begin = System.nanoTime();
      model.generate(Condition.label(7), IMAGES, i);
      seconds[i] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%s: %d images: median %.3f s, best %.3f s%n",
        backend,
        IMAGES,
        seconds[TIMES / 2],
        seconds[0]);
  }

  /** From the start of a JVM, on whose class path is no engine, to what it printed. */
  private static void firstImage(Path file) throws Exception {
    String small =
        Arrays.stream(
                System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .filter(entry -> entry.matches(".*cvae-(api|runtime|benchmarks)\\b.*"))
            .collect(Collectors.joining(File.pathSeparator));
    double[] millis = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      millis[i] = millisToFirstImage(small, file);
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "runtime: first image of a JVM: median %.0f ms, best %.0f ms%n",
        millis[TIMES / 2],
        millis[0]);
  }

  private static double millisToFirstImage(String classPath, Path file) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(java, "-cp", classPath, First.class.getName(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      int first = out.read();
      double millis = (System.nanoTime() - begin) / 1e6;
      out.transferTo(OutputStream.nullOutputStream());
      if (first < 0 || process.waitFor() != 0) {
        throw new IllegalStateException("no image came");
      }
      return millis;
    }
  }

  /** Loads a model, generates one digit and prints it. */
  static final class First {
    private First() {}

    public static void main(String[] args) {
      try (GenerativeModel model = GenerativeModel.load(Path.of(args[0]))) {
        float[] image = model.generate(Condition.label(7), 1).rows()[0];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < image.length; i++) {
          text.append(image[i] > 0.5 ? '#' : '.').append(i % 28 == 27 ? "\n" : "");
        }
        System.out.print(text);
      }
    }
  }
}

package dev.cvae.benchmarks.speed;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Generates single images, then 10,000 at a time, with the backend that the class path has.
 *
 * <pre>
 * Generation digits.safetensors
 * </pre>
 */
final class Generation {
  private static final int IMAGES = 10_000;

  private Generation() {}

  public static void main(String[] args) {
    try (GenerativeModel model = GenerativeModel.load(Path.of(args[0]))) {
      double one = medianSeconds(model, 1, 20_000, 20_000);
      double many = medianSeconds(model, IMAGES, 3, 15);
      System.out.printf(
          Locale.ROOT,
          "{\"one_image_us\": %.3f, \"images_per_second\": %.1f}%n",
          one * 1e6,
          IMAGES / many);
    }
  }

  private static double medianSeconds(GenerativeModel model, int images, int warmUp, int repeats) {
    Condition seven = Condition.label(7);
    double[] seconds = new double[repeats];
    for (int call = -warmUp; call < repeats; call++) {
      long begin = System.nanoTime();
      model.generate(seven, images);
      seconds[Math.max(0, call)] = (System.nanoTime() - begin) / 1e9;
    }
    return Spread.median(seconds);
  }
}

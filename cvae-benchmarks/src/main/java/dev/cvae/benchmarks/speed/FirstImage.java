package dev.cvae.benchmarks.speed;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import java.nio.file.Path;

/**
 * Loads a model, generates one seven and prints it; how long that took from the start of the JVM is
 * for others to say.
 *
 * <pre>
 * FirstImage digits.safetensors
 * </pre>
 */
final class FirstImage {
  private FirstImage() {}

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

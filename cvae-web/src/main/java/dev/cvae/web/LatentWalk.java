package dev.cvae.web;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.sampler.FittedSampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The latents along which pictures change most. */
final class LatentWalk {
  private static final int PICTURES = 8;

  private LatentWalk() {}

  /**
   * Finds them: for some generated pictures, the mean square of f(z + e_j) − f(z − e_j).
   *
   * @param model any
   * @param count how many are wanted
   * @return their indices, the strongest first; fewer if the model has fewer
   */
  static List<Integer> strongest(GenerativeModel model, int count) {
    List<Condition> conditions = ExampleConditions.of(model.description().conditions(), PICTURES);
    Samples pictures = model.generate(GenerationRequest.of(conditions).seed(0));
    int[] candidates =
        model
            .sampler()
            .map(FittedSampler::active)
            .filter(active -> active.length > 0)
            .orElseGet(() -> IntStream.range(0, model.description().latent()).toArray());
    double[] change = new double[model.description().latent()];
    for (int j : candidates) {
      change[j] = change(model, pictures, j);
    }
    return IntStream.of(candidates)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -change[j]))
        .limit(count)
        .toList();
  }

  private static double change(GenerativeModel model, Samples pictures, int j) {
    List<float[]> latents = new ArrayList<>();
    for (int step : new int[] {1, -1}) {
      for (float[] z : pictures.latents()) {
        z[j] += step;
        latents.add(z);
      }
    }
    List<Condition> conditions = new ArrayList<>(pictures.conditions());
    conditions.addAll(pictures.conditions());
    float[][] rows = model.decode(latents.toArray(new float[0][]), conditions).rows();
    double sum = 0;
    for (int i = 0; i < PICTURES; i++) {
      for (int pixel = 0; pixel < rows[i].length; pixel++) {
        double difference = rows[i][pixel] - rows[i + PICTURES][pixel];
        sum += difference * difference;
      }
    }
    return sum;
  }
}

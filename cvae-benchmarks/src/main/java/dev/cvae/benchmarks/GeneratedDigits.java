package dev.cvae.benchmarks;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.sampler.Sampler;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Digits that a model generates with one of its samplers, decoder means, as many of each; and how
 * good they are.
 */
final class GeneratedDigits {
  private static final int CLASSES = 10;

  private final float[][] images;
  private final int perDigit;

  private GeneratedDigits(float[][] images, int perDigit) {
    this.images = images;
    this.perDigit = perDigit;
  }

  /** Draws digits, as many of each as are asked for. */
  interface Source {
    GeneratedDigits draw(int perDigit, long seed);
  }

  static Source from(GenerativeModel model, Sampler sampler, double temperature) {
    return (perDigit, seed) -> of(model, sampler, temperature, perDigit, seed);
  }

  private static GeneratedDigits of(
      GenerativeModel model, Sampler sampler, double temperature, int perDigit, long seed) {
    List<Condition> conditions =
        IntStream.range(0, CLASSES * perDigit)
            .mapToObj(row -> Condition.label(row / perDigit))
            .toList();
    GenerationRequest request =
        GenerationRequest.of(conditions).seed(seed).sampler(sampler).temperature(temperature);
    return new GeneratedDigits(model.generate(request).rows(), perDigit);
  }

  /** How often a judge reads the digit that was asked for. */
  double conditionalAccuracy(Judge judge) {
    int[] read = judge.read(images);
    long right = IntStream.range(0, read.length).filter(row -> read[row] == row / perDigit).count();
    return (double) right / read.length;
  }

  /** How far the judge's features of these digits are from those of real ones. */
  double frechetDistance(Judge judge, float[][] realFeatures) {
    return FrechetDistance.between(judge.features(images), realFeatures);
  }

  /** How well a classifier trained on these digits reads real ones (Ravuri &amp; Vinyals 2019). */
  double classificationAccuracyScore(Dataset real) {
    int[] labels = IntStream.range(0, images.length).map(row -> row / perDigit).toArray();
    Dataset generated =
        Dataset.of(images, Shape.of(1, 28, 28)).labelled(labels, CLASSES).named("generated");
    try (Judge student = Judge.trainedOn(generated)) {
      return student.accuracy(real);
    }
  }

  static float[][] rows(Dataset data) {
    float[][] rows = new float[(int) data.size()][];
    Arrays.setAll(rows, data::row);
    return rows;
  }
}

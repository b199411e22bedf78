package dev.cvae.web;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.Samples;
import dev.cvae.analysis.CategoryPosterior;
import dev.cvae.analysis.GenerativeClassifier;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.ContinuousBernoulli;
import dev.cvae.likelihood.DiscretisedLogistic;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;

/** Measures what fewer bits cost, against the model with its own weights. */
final class RoundingCost {
  private static final int PICTURES = 500;
  private static final int MOST_CATEGORIES = 100;
  private static final int LEVELS = 255;

  private final GenerativeModel exact;
  private final Optional<DataSource> testData;
  private final Optional<GenerativeClassifier> judge;
  private final GenerationRequest request;
  private final Samples pictures;

  RoundingCost(GenerativeModel exact, Optional<DataSource> testData) {
    this.exact = exact;
    this.testData = testData;
    this.judge = judge(exact);
    this.request =
        GenerationRequest.of(ExampleConditions.of(exact.description().conditions(), PICTURES))
            .seed(0);
    this.pictures = exact.generate(request);
  }

  /** The reconstruction loss with exact weights, nats per example. */
  OptionalDouble exactReconstruction() {
    return reconstruction(exact);
  }

  /** How often the judge reads the right category off pictures with exact weights. */
  OptionalDouble exactAccuracy() {
    return accuracy(pictures);
  }

  /** What rounded weights cost. */
  ExportReport.Cost of(PageModel.Rounded rounded, LoadOptions options) {
    byte[] script = rounded.script().getBytes(StandardCharsets.UTF_8);
    try (GenerativeModel model = open(rounded.file(), options)) {
      return new ExportReport.Cost(
          rounded.precision(),
          script.length,
          gzip(script),
          reconstruction(model),
          accuracy(model.generate(request)),
          largestDifference(model.decode(pictures.latents(), pictures.conditions())));
    }
  }

  static GenerativeModel open(ModelFile file, LoadOptions options) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.write(bytes);
    return GenerativeModel.load(new ByteArrayInputStream(bytes.toByteArray()), options);
  }

  private OptionalDouble reconstruction(GenerativeModel model) {
    return testData.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(model.evaluate(testData.get()).reconstruction());
  }

  /** The model itself, by Bayes' rule: no other judge is at hand, and the same one for all. */
  private static Optional<GenerativeClassifier> judge(GenerativeModel model) {
    ConditionSchema conditions = model.description().conditions();
    boolean anyRow = model.description().reconstructionLoss().rowRule().isEmpty();
    if ((anyRow || isOfPixels(model.description()))
        && conditions.fields().size() == 1
        && conditions.fields().get(0) instanceof CategoryField field
        && field.categories() <= MOST_CATEGORIES) {
      return Optional.of(GenerativeClassifier.uniform(model, field.name()).samples(1));
    }
    return Optional.empty();
  }

  private OptionalDouble accuracy(Samples samples) {
    if (judge.isEmpty()) {
      return OptionalDouble.empty();
    }
    Dataset seen =
        isOfPixels(exact.description())
            ? asBytes(samples)
            : Dataset.of(samples.rows(), samples.shape());
    CategoryPosterior posterior = judge.get().classify(seen);
    CategoryField field = (CategoryField) exact.description().conditions().fields().get(0);
    int right = 0;
    for (int row = 0; row < samples.size(); row++) {
      int asked = row % field.categories(); // as ExampleConditions has them
      right += posterior.mostProbable(row) == asked ? 1 : 0;
    }
    return OptionalDouble.of((double) right / samples.size());
  }

  /** Whether rows are pixels in [0, 1], and not in units of the data's own. */
  private static boolean isOfPixels(ModelDescription model) {
    ReconstructionLoss loss = model.reconstructionLoss();
    return model.scaling().isNone()
        && (loss instanceof Bernoulli
            || loss instanceof ContinuousBernoulli
            || loss instanceof DiscretisedLogistic);
  }

  /** Pictures with 256 levels, as a screen has them. */
  private static Dataset asBytes(Samples samples) {
    int features = samples.shape().size();
    byte[] pixels = new byte[samples.size() * features];
    for (int row = 0; row < samples.size(); row++) {
      float[] values = samples.row(row);
      for (int i = 0; i < features; i++) {
        float clipped = Math.max(0, Math.min(1, values[i]));
        pixels[row * features + i] = (byte) Math.round(LEVELS * clipped);
      }
    }
    return Dataset.of(pixels, samples.shape());
  }

  private double largestDifference(Samples rounded) {
    double largest = 0;
    for (int row = 0; row < rounded.size(); row++) {
      float[] before = pictures.row(row);
      float[] after = rounded.row(row);
      for (int i = 0; i < after.length; i++) {
        largest = Math.max(largest, Math.abs(after[i] - before[i]));
      }
    }
    return largest;
  }

  private static long gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size();
  }
}

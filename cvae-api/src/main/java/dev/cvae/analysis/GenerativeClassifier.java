package dev.cvae.analysis;

import dev.cvae.GenerativeModel;
import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Batch;
import dev.cvae.data.Batches;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.List;

/**
 * Asks a conditional model which category a row is of, by Bayes' rule over the categories c of one
 * field:
 *
 * <pre>
 * p(c|x) = p(x|c) p(c) / p(x)        p(x) = Σ p(x|c) p(c)
 * </pre>
 *
 * <p>with log p(x|c) by importance sampling ({@link GenerativeModel#logLikelihood}, Burda, Grosse
 * &amp; Salakhutdinov 2016, equation 8) and p(c) given.
 *
 * <pre>{@code
 * GenerativeClassifier classifier = GenerativeClassifier.uniform(model, "label");
 * CategoryPosterior posterior = classifier.classify(rows);
 * int digit = posterior.mostProbable(0);
 * double logMarginal = posterior.logMarginal(0);          // log p(x) of row 0
 * }</pre>
 *
 * <p>A row costs categories × samples passes through the decoder; each category is a pass over the
 * data. The same z-noise is used for every category, which cancels much of it in the comparison.
 * Likelihoods of many features differ by many nats between categories: probabilities are mostly
 * near 0 or 1 and not calibrated.
 *
 * <p>Immutable; any thread may use it. It does not own the model.
 */
public final class GenerativeClassifier {
  private static final int SAMPLES = 100;

  private final GenerativeModel model;
  private final CategoryField field;
  private final double[] logPrior;
  private final int samples;
  private final long seed;

  private GenerativeClassifier(
      GenerativeModel model, CategoryField field, double[] logPrior, int samples, long seed) {
    this.model = model;
    this.field = field;
    this.logPrior = logPrior;
    this.samples = samples;
    this.seed = seed;
  }

  /**
   * A classifier to whom all categories are equally likely beforehand.
   *
   * @param model a conditional model, that stays the caller's
   * @param field the name of a category field that it was fitted with
   * @return the classifier, with 100 samples a row and category, and seed 0
   * @throws InvalidConditionException if the model has no such field
   */
  public static GenerativeClassifier uniform(GenerativeModel model, String field) {
    CategoryField category = fieldOf(model, field);
    double[] probabilities = new double[category.categories()];
    Arrays.fill(probabilities, 1.0 / probabilities.length);
    return of(model, category, probabilities);
  }

  /**
   * A classifier to whom categories are as likely beforehand as they are frequent in some data.
   *
   * @param model a conditional model, that stays the caller's
   * @param field the name of a category field that it was fitted with
   * @param data with that field, such as the training data
   * @return the classifier, with 100 samples a row and category, and seed 0
   * @throws InvalidConditionException if the model or the data has no such field
   */
  public static GenerativeClassifier frequencies(
      GenerativeModel model, String field, DataSource data) {
    CategoryField category = fieldOf(model, field);
    return of(model, category, frequencies(category, data));
  }

  /**
   * A classifier with given probabilities of the categories.
   *
   * @param model a conditional model, that stays the caller's
   * @param field the name of a category field that it was fitted with
   * @param probabilities p(c), one a category, that add up to 1
   * @return the classifier, with 100 samples a row and category, and seed 0
   * @throws InvalidConditionException if the model has no such field
   */
  public static GenerativeClassifier of(
      GenerativeModel model, String field, double... probabilities) {
    return of(model, fieldOf(model, field), probabilities);
  }

  private static GenerativeClassifier of(
      GenerativeModel model, CategoryField field, double... probabilities) {
    double sum = Arrays.stream(probabilities).sum();
    if (probabilities.length != field.categories()
        || Arrays.stream(probabilities).anyMatch(p -> !(p >= 0))
        || Math.abs(sum - 1) > 1e-6) {
      throw InvalidSettingException.of(
          "probabilities of the categories",
          "must be %d, none negative, that add up to 1".formatted(field.categories()),
          Arrays.toString(probabilities));
    }
    double[] logPrior = Arrays.stream(probabilities).map(Math::log).toArray();
    return new GenerativeClassifier(model, field, logPrior, SAMPLES, 0);
  }

  /**
   * The same with another number of samples.
   *
   * @param count how many z are drawn for each row and category, at least 1
   * @return a new classifier
   */
  public GenerativeClassifier samples(int count) {
    if (count < 1) {
      throw InvalidSettingException.of("samples", "must be positive", count);
    }
    return new GenerativeClassifier(model, field, logPrior, count, seed);
  }

  /**
   * The same with another seed.
   *
   * @param value of the z
   * @return a new classifier
   */
  public GenerativeClassifier seed(long value) {
    return new GenerativeClassifier(model, field, logPrior, samples, value);
  }

  /**
   * p(c|x) of each row.
   *
   * @param data of the model's shape; with the model's other fields, if it has any, but it need not
   *     have the one that is asked for
   * @return probabilities and marginal likelihood, one row each, in order
   */
  public CategoryPosterior classify(DataSource data) {
    double[][] logJoint = new double[Math.toIntExact(data.size())][logPrior.length];
    for (int c = 0; c < logPrior.length; c++) {
      if (logPrior[c] == Double.NEGATIVE_INFINITY) { // p(c) = 0
        for (double[] row : logJoint) {
          row[c] = logPrior[c];
        }
        continue;
      }
      double[] logLikelihood =
          model.logLikelihood(new WithCategory(data, field, c), samples, seed).values();
      for (int row = 0; row < logJoint.length; row++) {
        logJoint[row][c] = logLikelihood[row] + logPrior[c];
      }
    }
    return new CategoryPosterior(field, logJoint);
  }

  private static CategoryField fieldOf(GenerativeModel model, String name) {
    ConditionSchema schema = model.description().conditions();
    int index = schema.indexOf(name);
    if (index >= 0 && schema.fields().get(index) instanceof CategoryField field) {
      return field;
    }
    throw new InvalidConditionException(
        "there is no category field " + name + ", the model was fitted with " + schema);
  }

  private static double[] frequencies(CategoryField field, DataSource data) {
    ConditionSchema schema = new ConditionSchema(List.of(field));
    schema.checkCoveredBy(data.conditions());
    double[] frequencies = new double[field.categories()];
    Batch batch = Batch.forPass(data, schema, 1);
    long firstRow = 0;
    try (Batches batches = data.inOrder()) {
      while (batches.next(batch)) {
        batch.conditions().check(batch.rows(), firstRow);
        firstRow += batch.rows();
        for (int row = 0; row < batch.rows(); row++) {
          frequencies[batch.conditions().codes(0)[row]] += 1.0 / data.size();
        }
      }
    }
    return frequencies;
  }
}

package dev.cvae.analysis;

import dev.cvae.GenerativeModel;
import dev.cvae.data.DataSource;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fills in the missing features of rows from the observed ones: imputation of tables, inpainting of
 * images. The model needs not have seen a missing value when it was fitted; one that is to see them
 * has an {@linkplain ReconstructionLoss#observed observed loss}.
 *
 * <pre>{@code
 * Completed table = Completion.of(model).imputations(5).complete(rows);   // NaN is missing
 * float[][] mean = table.mean();
 *
 * Mask lowerHalf = Mask.rectangle(digits.shape(), 14, 0, 14, 28);
 * Completed images = Completion.of(model).complete(digits, lowerHalf);
 * }</pre>
 *
 * <p>Every {@link Method} gives z from p(z | x_observed, c), with weights w, and so
 *
 * <pre>
 * E[x_missing | x_observed, c] = Σ w E[x_missing | z, c]
 * </pre>
 *
 * <p>and draws of x_missing: a z by its weight, then p(x_missing | z, c). It first runs some chains
 * of pseudo-Gibbs sampling a row, by which the encoder's input becomes a complete row that goes
 * with what is observed. Needs features that are independent given z, as with every reconstruction
 * loss of the library; a one-hot group must be missing or observed as a whole.
 *
 * <p>Costs, a row, about {@code 10 · warmUp} passes through encoder and decoder and {@code samples}
 * through the decoder; the Gibbs methods also take the latter through the encoder. Immutable; any
 * thread may use it. It does not own the model.
 */
public final class Completion {
  private static final int CHAINS = 10;
  private static final int WARM_UP = 10;
  private static final int SAMPLES = 100;
  private static final int VALUES = 1 << 22; // at a time

  /** Where the z given the observed features come from. */
  public enum Method {
    /**
     * Importance sampling: w ∝ p(x_observed|z,c) p(z|c) / r(z), normalised to 1 (Mattei &amp;
     * Frellsen 2019, equation 12), where the proposal r is the average of q(z|x,c) over the chains'
     * completed rows; of a model fitted to rows with gaps it is q(z|x_observed,c), without chains.
     * Consistent whatever the encoder; the default.
     */
    IMPORTANCE,
    /**
     * The chains go on (Rezende, Mohamed &amp; Wierstra 2014, appendix F). Exact only as far as the
     * encoder is; sturdy where weights degenerate.
     */
    PSEUDO_GIBBS,
    /**
     * The chains go on, and each z is accepted or not (Mattei &amp; Frellsen 2018). Exact in the
     * long run.
     */
    METROPOLIS_WITHIN_GIBBS
  }

  private final GenerativeModel model;
  private final Method method;
  private final int samples;
  private final int warmUp;
  private final int imputations;
  private final long seed;

  private Completion(
      GenerativeModel model, Method method, int samples, int warmUp, int imputations, long seed) {
    this.model = model;
    this.method = method;
    this.samples = samples;
    this.warmUp = warmUp;
    this.imputations = imputations;
    this.seed = seed;
  }

  /**
   * Completion by importance sampling, with 100 samples, a warm-up of 10 steps, one imputation and
   * seed 0.
   *
   * @param model stays the caller's
   * @return the completion
   */
  public static Completion of(GenerativeModel model) {
    return new Completion(model, Method.IMPORTANCE, SAMPLES, WARM_UP, 1, 0);
  }

  /**
   * The same by another method.
   *
   * @param other where the z come from
   * @return a new completion
   */
  public Completion method(Method other) {
    return new Completion(model, other, samples, warmUp, imputations, seed);
  }

  /**
   * The same with another number of z.
   *
   * @param count a row, at least 1
   * @return a new completion
   */
  public Completion samples(int count) {
    requirePositive("samples", count);
    return new Completion(model, method, count, warmUp, imputations, seed);
  }

  /**
   * The same with another warm-up. Where much is missing, more steps help.
   *
   * @param steps of pseudo-Gibbs sampling before the first z counts, at least 1
   * @return a new completion
   */
  public Completion warmUp(int steps) {
    requirePositive("warmUp", steps);
    return new Completion(model, method, samples, steps, imputations, seed);
  }

  /**
   * The same with another number of draws of each row.
   *
   * @param count at least 1
   * @return a new completion
   */
  public Completion imputations(int count) {
    requirePositive("imputations", count);
    return new Completion(model, method, samples, warmUp, count, seed);
  }

  /**
   * The same with another seed.
   *
   * @param value the same seed completes the same rows alike
   * @return a new completion
   */
  public Completion seed(long value) {
    return new Completion(model, method, samples, warmUp, imputations, value);
  }

  /**
   * Completes rows in which NaN stands for what is missing.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @return the rows, completed, in order
   * @throws InvalidDataException if an observed value is out of the range of the model's
   *     reconstruction loss
   */
  public Completed complete(DataSource data) {
    return complete(data, Mask.columns(data.shape()));
  }

  /**
   * Completes rows of which the same features are missing, and those that are NaN.
   *
   * @param data of the model's shape; with labels if the model is conditional; what it has in
   *     masked places is not looked at
   * @param mask of the model's shape
   * @return the rows, completed, in order
   * @throws InvalidDataException if an observed value is out of the range of the model's
   *     reconstruction loss
   */
  public Completed complete(DataSource data, Mask mask) {
    ModelDescription description = model.description();
    if (!data.shape().equals(description.shape()) || !mask.shape().equals(description.shape())) {
      throw new InvalidDataException(
          "data and mask must have the model's shape %s, had %s and %s"
              .formatted(description.shape(), data.shape(), mask.shape()));
    }
    ConditionedRows rows = ConditionedRows.read(data, description.conditions());
    boolean[][] missing = missing(rows, mask, description);
    Answer answer = new Answer(rows.rows(), imputations, samples);
    int[] incomplete =
        IntStream.range(0, missing.length).filter(row -> any(missing[row])).toArray();
    RandomStream random = RandomStream.of(seed).split("completion");
    int atOnce = Math.max(1, VALUES / description.widest() / Math.max(samples, CHAINS));
    for (int start = 0; start < incomplete.length; start += atOnce) {
      int end = Math.min(start + atOnce, incomplete.length);
      int[] numbers = Arrays.copyOfRange(incomplete, start, end);
      boolean[][] missingOfPart =
          Arrays.stream(numbers).mapToObj(row -> missing[row]).toArray(boolean[][]::new);
      RandomStream ofPart = random.split(start);
      PredictiveMixture mixture = predict(rows.only(numbers), missingOfPart, ofPart);
      for (int i = 0; i < numbers.length; i++) {
        answer.fill(numbers[i], missingOfPart[i], mixture, i, ofPart.split("draw"));
      }
    }
    return new Completed(data.shape(), answer.mean, answer.draws, answer.effectiveSamples);
  }

  private PredictiveMixture predict(
      ConditionedRows rows, boolean[][] missing, RandomStream random) {
    if (method == Method.IMPORTANCE && model.description().reconstructionLoss().allowsMissing()) {
      NormalDensity q = new NormalDensity(model.encode(rows.withNaN(missing)));
      return new ImportanceResampling(model, samples)
          .run(rows, missing, q, random.split("importance"));
    }
    int chains = Math.min(CHAINS, samples);
    GibbsChains gibbs = new GibbsChains(model, rows, missing, chains, random.split("gibbs"));
    for (int step = 0; step < warmUp; step++) {
      gibbs.pseudoGibbs();
    }
    return switch (method) {
      case IMPORTANCE ->
          new ImportanceResampling(model, samples)
              .run(rows, missing, gibbs.posterior(), random.split("importance"));
      case PSEUDO_GIBBS -> states(rows, gibbs, gibbs::pseudoGibbs);
      case METROPOLIS_WITHIN_GIBBS -> states(rows, gibbs, gibbs::metropolisWithinGibbs);
    };
  }

  /** p(x|z,c) at the z of further steps, as many as samples are asked for. */
  private PredictiveMixture states(ConditionedRows rows, GibbsChains gibbs, Runnable step) {
    int chains = gibbs.chains();
    float[][] z = new float[rows.rows().length * samples][];
    for (int done = 0; done < samples; done += chains) {
      step.run();
      for (int row = 0; row < rows.rows().length; row++) {
        for (int s = 0; s < Math.min(chains, samples - done); s++) {
          z[row * samples + done + s] = gibbs.latents()[row * chains + s];
        }
      }
    }
    return PredictiveMixture.even(
        model.densities().likelihood(z, rows.eachCondition(samples)), samples);
  }

  /** All rows, of which the missing features are filled in. */
  private static final class Answer {
    final float[][] mean;
    final List<float[][]> draws = new ArrayList<>();
    final double[] effectiveSamples;

    Answer(float[][] rows, int imputations, int samples) {
      mean = copy(rows);
      for (int i = 0; i < imputations; i++) {
        draws.add(copy(rows));
      }
      effectiveSamples = new double[rows.length];
      Arrays.fill(effectiveSamples, samples);
    }

    /** The places of a row's draws among the weights are in equal steps: systematic resampling. */
    void fill(
        int number, boolean[] missing, PredictiveMixture mixture, int row, RandomStream random) {
      effectiveSamples[number] = mixture.effectiveSamples(row);
      fill(missing, mixture.mean(row), mean[number]);
      for (int i = 0; i < draws.size(); i++) {
        double place = (i + random.uniform(row)) / draws.size();
        float[] drawn = mixture.draw(row, place, random.split(row).split(i));
        fill(missing, drawn, draws.get(i)[number]);
      }
    }

    private static void fill(boolean[] missing, float[] from, float[] to) {
      for (int i = 0; i < missing.length; i++) {
        to[i] = missing[i] ? from[i] : to[i];
      }
    }

    private static float[][] copy(float[][] rows) {
      return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }
  }

  private static boolean[][] missing(
      ConditionedRows rows, Mask mask, ModelDescription description) {
    boolean[][] missing = new boolean[rows.rows().length][rows.shape().size()];
    for (int row = 0; row < missing.length; row++) {
      float[] x = rows.rows()[row].clone();
      for (int i = 0; i < x.length; i++) {
        missing[row][i] = Float.isNaN(x[i]) || mask.isMissing(i);
        x[i] = missing[row][i] ? 0 : x[i];
      }
      description.scaling().scale(x);
      checkObserved(row, x, missing[row], description.reconstructionLoss());
    }
    return missing;
  }

  private static void checkObserved(
      int row, float[] scaled, boolean[] missing, ReconstructionLoss loss) {
    for (int i = 0; i < scaled.length; i++) {
      if (!missing[i] && !(scaled[i] >= loss.lowest() && scaled[i] <= loss.highest())) {
        throw new InvalidDataException(
            "observed values under %s must, once scaled, lie in [%s, %s], in row %d, column %d was %s"
                .formatted(loss, loss.lowest(), loss.highest(), row, i, scaled[i]));
      }
    }
  }

  private static boolean any(boolean[] values) {
    for (boolean value : values) {
      if (value) {
        return true;
      }
    }
    return false;
  }

  private static void requirePositive(String setting, int value) {
    if (value < 1) {
      throw InvalidSettingException.of(setting, "must be positive", value);
    }
  }
}

package dev.cvae.sampler;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.error.InvalidDataException;
import dev.cvae.random.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the encoder says of all rows of some data: for each condition, q(z|c) = (1/N_c) Σ_n
 * q(z|x_n,c), of which one z a row is kept.
 *
 * <p>Filled batch by batch by one thread, then a {@link FittedSampler} is fitted to it.
 */
public final class AggregatedPosterior {
  /** A condition with fewer rows than this is left to the prior. */
  static final int FEWEST_ROWS = 20;

  private static final double INFORMATIVE = 0.01; // nats

  private final int latent;
  private final Sampler.MixtureSampler settings;
  private final double share; // of the rows, that are kept
  private final RandomStream random;
  private final Interruption interruption = Interruption.ofThisThread();
  private final Map<Condition, List<Row>> rows = new LinkedHashMap<>();
  private final double[] meanSum;
  private final double[] meanSquareSum;
  private final double[] varianceSum;
  private double weightSum;
  private long seen;
  private long kept;

  private record Row(float[] z, double weight) {}

  /**
   * Nothing yet.
   *
   * @param schema the model's conditions
   * @param latent the model's latent size
   * @param size how many rows there will be
   * @param settings how many rows to keep and what to fit
   * @throws dev.cvae.error.InvalidSettingException if a field of the schema is not a category
   */
  public AggregatedPosterior(
      ConditionSchema schema, int latent, long size, Sampler.MixtureSampler settings) {
    settings.requireFits(schema);
    this.latent = latent;
    this.settings = settings;
    this.share = (double) settings.maxRows() / size;
    this.random = RandomStream.of(settings.seed()).split("sampler");
    this.meanSum = new double[latent];
    this.meanSquareSum = new double[latent];
    this.varianceSum = new double[latent];
  }

  /**
   * Adds the posteriors of the next rows; those of weight 0 are left out.
   *
   * @param conditions of these rows
   * @param weights how much each counts
   * @param count how many
   * @param mean μ, (count, latent)
   * @param logVariance log σ², (count, latent)
   * @throws dev.cvae.error.TrainingInterruptedException if the thread that began this is
   *     interrupted; its flag stays set
   */
  public void add(
      ConditionColumns conditions, float[] weights, int count, float[] mean, float[] logVariance) {
    interruption.check();
    RandomStream chosen = random.split("rows");
    for (int row = 0; row < count; row++, seen++) {
      if (weights[row] > 0 && chosen.uniform(seen) < share) {
        float[] z = draw(row * latent, weights[row], mean, logVariance);
        rows.computeIfAbsent(conditions.row(row), condition -> new ArrayList<>())
            .add(new Row(z, weights[row]));
        kept++;
      }
    }
  }

  /**
   * Fits a mixture for each condition that has 20 rows or more, several at a time; the outcome does
   * not depend on how many.
   *
   * @return the sampler
   * @throws InvalidDataException if no condition has as many rows
   * @throws dev.cvae.error.TrainingInterruptedException if the thread that began this is
   *     interrupted; its flag stays set
   */
  public FittedSampler fit() {
    List<Map.Entry<Condition, List<Row>>> groups =
        rows.entrySet().stream().filter(g -> g.getValue().size() >= FEWEST_ROWS).toList();
    if (groups.isEmpty()) {
      throw new InvalidDataException(
          "sampler %s must have a condition with at least %d rows, had %d rows under %d conditions"
              .formatted(settings.name(), FEWEST_ROWS, kept, rows.size()));
    }
    int[] active = active();
    List<GaussianMixture> mixtures =
        IntStream.range(0, groups.size())
            .parallel()
            .mapToObj(i -> fit(columns(groups.get(i).getValue(), active), i))
            .toList();
    List<Condition> conditions = groups.stream().map(Map.Entry::getKey).toList();
    return new FittedSampler(settings.name(), latent, active, conditions, mixtures);
  }

  private GaussianMixture fit(WeightedRows z, int group) {
    RandomStream stream = random.split("mixture").split(group);
    return GaussianMixture.select(z, settings.maxComponents(), stream, interruption);
  }

  long kept() {
    return kept;
  }

  /** z = μ + σ ⊙ ε of one row, whose moments are noted. */
  private float[] draw(int start, float weight, float[] mean, float[] logVariance) {
    weightSum += weight;
    RandomStream noise = random.split("noise");
    float[] z = new float[latent];
    for (int i = 0; i < latent; i++) {
      double m = mean[start + i];
      double sigma = StrictMath.exp(0.5 * logVariance[start + i]);
      z[i] = (float) (m + sigma * noise.normal(seen * latent + i));
      meanSum[i] += weight * m;
      meanSquareSum[i] += weight * (m * m);
      varianceSum[i] += weight * (sigma * sigma);
    }
    return z;
  }

  /**
   * The latents that say something of x: ½ log(Var z / E σ²) is more than 0.01 nats, where Var z =
   * Var μ + E σ². In the others the posterior is the prior, whatever x (after the active units of
   * Burda, Grosse &amp; Salakhutdinov 2016, section 5.2).
   */
  private int[] active() {
    return IntStream.range(0, latent)
        .filter(
            i -> {
              double mean = meanSum[i] / weightSum;
              double meanVariance = meanSquareSum[i] / weightSum - mean * mean;
              double variance = varianceSum[i] / weightSum;
              return 0.5 * StrictMath.log1p(meanVariance / variance) > INFORMATIVE;
            })
        .toArray();
  }

  private static WeightedRows columns(List<Row> rows, int[] columns) {
    float[][] chosen = new float[rows.size()][columns.length];
    for (int row = 0; row < chosen.length; row++) {
      for (int i = 0; i < columns.length; i++) {
        chosen[row][i] = rows.get(row).z()[columns[i]];
      }
    }
    return new WeightedRows(chosen, rows.stream().mapToDouble(Row::weight).toArray());
  }
}

package dev.cvae.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What {@link Memorisation} found.
 *
 * @param rows how many generated rows were looked at
 * @param quantile q
 * @param threshold the q-quantile of the held-out rows' distances to their nearest training row
 * @param share of the generated rows that are nearer than that to a training row; about q if they
 *     are as new as the held-out rows
 * @param medianRatio the median distance of generated rows over that of held-out rows; about 1 if
 *     they are as new
 * @param nearest the pairs with the least distances, nearest first; 10 at most
 */
public record MemorisationReport(
    int rows,
    double quantile,
    double threshold,
    double share,
    double medianRatio,
    List<Pair> nearest) {
  private static final int PAIRS = 10;

  /**
   * A generated row with the training row nearest to it.
   *
   * @param generated the generated row's index
   * @param train the training row's index
   * @param distance Euclidean
   */
  public record Pair(int generated, long train, double distance) {}

  /** Copies the list. */
  public MemorisationReport {
    nearest = List.copyOf(nearest);
  }

  static MemorisationReport of(NearestNeighbours generated, double[] heldOut, double quantile) {
    double[] distances = generated.distances();
    double threshold = Memorisation.quantile(heldOut, quantile);
    long near = Arrays.stream(distances).filter(distance -> distance < threshold).count();
    List<Pair> nearest =
        IntStream.range(0, distances.length)
            .mapToObj(row -> new Pair(row, generated.rows()[row], distances[row]))
            .sorted(Comparator.comparingDouble(Pair::distance))
            .limit(PAIRS)
            .toList();
    double ratio = Memorisation.quantile(distances, 0.5) / Memorisation.quantile(heldOut, 0.5);
    return new MemorisationReport(
        distances.length, quantile, threshold, (double) near / distances.length, ratio, nearest);
  }

  /**
   * Whether more generated rows are near to training rows than chance allows: the share is above q
   * by more than three standard deviations of a binomial share.
   *
   * @return true if there is something to look into
   */
  public boolean isSuspicious() {
    return share > quantile + 3 * Math.sqrt(quantile * (1 - quantile) / rows);
  }

  /**
   * The finding in words.
   *
   * @return a sentence or two
   */
  public String verdict() {
    String found =
        String.format(
            Locale.ROOT,
            "%.1f %% of %d generated rows are nearer to a training row than %.1f %% of the"
                + " held-out rows are; the median distance is %.2f times theirs.",
            100 * share,
            rows,
            100 * quantile,
            medianRatio);
    return found
        + (isSuspicious()
            ? " More than chance allows: the model may repeat training rows. Look at the nearest"
                + " pairs before sharing what it generates."
            : " No sign that the model repeats training rows.");
  }

  /** The verdict. */
  @Override
  public String toString() {
    return verdict();
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * How many z each example has. The rows of arrays "of draws" lie example by example: (batch ·
 * perExample, …).
 *
 * @param perExample how many
 */
record Draws(int perExample) {
  /** So many as there are rows of noise for each row of data. */
  static Draws of(NDArray x, NDArray noise) {
    return new Draws((int) (noise.getShape().get(0) / x.getShape().get(0)));
  }

  /** Each row as often as its example has draws: (batch, …) to (batch · perExample, …). */
  NDArray each(NDArray rows) {
    return perExample == 1 ? rows : rows.repeat(0, perExample);
  }

  @Nullable NDArray eachIfAny(@Nullable NDArray rows) {
    return rows == null ? null : each(rows);
  }

  /** The same distribution for each of an example's draws. */
  DiagonalNormal each(DiagonalNormal rows) {
    return perExample == 1 ? rows : new DiagonalNormal(each(rows.mean()), each(rows.logVariance()));
  }

  /** A figure a draw, example by example: (batch · perExample) to (batch, perExample). */
  NDArray byExample(NDArray figures) {
    return figures.reshape(-1, perExample);
  }

  /** A figure a draw, averaged over an example's draws: (batch · perExample) to (batch). */
  NDArray mean(NDArray figures) {
    return perExample == 1 ? figures : byExample(figures).mean(new int[] {1});
  }
}

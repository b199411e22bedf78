package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.data.Shape;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rows that a model generated, decoded or reconstructed, each with the latent and the condition it
 * was decoded from. Holds heap arrays only. Immutable: arrays are copied on the way out; any thread
 * may use it.
 */
public final class Samples {
  private final Shape shape;
  private final float[][] values;
  private final float[][] latents;
  private final List<Condition> conditions;
  private final OptionalLong seed;

  Samples(
      Shape shape,
      float[][] values,
      float[][] latents,
      List<Condition> conditions,
      OptionalLong seed) {
    this.shape = shape;
    this.values = values;
    this.latents = latents;
    this.conditions = conditions;
    this.seed = seed;
  }

  /**
   * How many rows there are.
   *
   * @return 1 or more
   */
  public int size() {
    return values.length;
  }

  /**
   * The shape of a row, as the training data had it.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * One row, in the data's units: pixels in [0, 1] under BCE.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array as long as the shape's size
   */
  public float[] row(int row) {
    return values[row].clone();
  }

  /**
   * All rows.
   *
   * @return new arrays, (size, features)
   */
  public float[][] rows() {
    return copy(values);
  }

  /**
   * One row's latent z.
   *
   * @param row 0 to {@code size() - 1}
   * @return a new array as long as the model's latent size
   */
  public float[] latent(int row) {
    return latents[row].clone();
  }

  /**
   * All rows' latents: give them to {@link GenerativeModel#decode} with another condition for the
   * same handwriting of another digit.
   *
   * @return new arrays, (size, latent)
   */
  public float[][] latents() {
    return copy(latents);
  }

  /**
   * One row's condition.
   *
   * @param row 0 to {@code size() - 1}
   * @return its condition; {@link Condition#none()} for an unconditional model
   */
  public Condition condition(int row) {
    return conditions.get(row);
  }

  /**
   * All rows' conditions.
   *
   * @return an immutable list, one a row
   */
  public List<Condition> conditions() {
    return conditions;
  }

  /**
   * The seed of a generation, given or fresh: {@code request.seed(samples.seed().getAsLong())}
   * gives the same rows again.
   *
   * @return the seed; empty for rows that were decoded or reconstructed
   */
  public OptionalLong seed() {
    return seed;
  }

  @Override
  public String toString() {
    return values.length + " samples of " + shape;
  }

  private static float[][] copy(float[][] arrays) {
    float[][] copy = new float[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copy[i] = arrays[i].clone();
    }
    return copy;
  }
}

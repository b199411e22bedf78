package dev.cvae.prior;

/**
 * What a mixture learns of each of its components: a row of a weight, (components, width), from
 * which {@link dev.cvae.architecture.Architecture#prior} makes that component's normal
 * distribution.
 *
 * @param name of the weight, in the model file
 * @param components K, all as likely
 * @param width how many values a row has
 * @param start what the rows are before a fit
 */
public record ComponentTable(String name, int components, int width, Start start) {
  /** What the rows are before a fit. */
  public enum Start {
    /** Rows of the training data, of which they have the width. */
    DATA,
    /** Uniform in ±1, as embeddings are. */
    UNIFORM
  }

  /**
   * How many weights there are.
   *
   * @return components · width, which may be more than an array can have
   */
  public long size() {
    return (long) components * width;
  }
}

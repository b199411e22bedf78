package dev.cvae.prior;

/**
 * What a mixture learns of each of its components: a row of a weight, (components, width), from
 * which {@link dev.cvae.architecture.Architecture#prior} makes that component's normal
 * distribution. Before a fit the rows are rows of the training data.
 *
 * @param name of the weight, in the model file
 * @param components K, all as likely
 * @param width how many values a row has
 */
public record ComponentTable(String name, int components, int width) {
  /**
   * How many weights there are.
   *
   * @return components · width, which may be more than an array can have
   */
  public long size() {
    return (long) components * width;
  }
}

package dev.cvae.web;

import dev.cvae.LoadOptions;
import dev.cvae.data.DataSource;
import java.util.Optional;

/** How a page is made. Immutable; each method gives new options. */
public final class ExportOptions {
  private static final ExportOptions DEFAULTS =
      new ExportOptions(Optional.empty(), Optional.empty(), LoadOptions.defaults());

  private final Optional<WeightPrecision> precision;
  private final Optional<DataSource> testData;
  private final LoadOptions loading;

  private ExportOptions(
      Optional<WeightPrecision> precision, Optional<DataSource> testData, LoadOptions loading) {
    this.precision = precision;
    this.testData = testData;
    this.loading = loading;
  }

  /**
   * No data: what rounding costs on data is not measured, and weights have 8 bits.
   *
   * @return the defaults
   */
  public static ExportOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With this precision. Without, it is the smallest page whose reconstruction of the test data is
   * less than 0.5 nats worse than with exact weights, or 8 bits without test data.
   *
   * @param wanted of the weights
   * @return new options
   */
  public ExportOptions precision(WeightPrecision wanted) {
    return new ExportOptions(Optional.of(wanted), testData, loading);
  }

  /**
   * With data on which the cost of rounding is measured.
   *
   * @param data that the model was not fitted to; of its shape, with its conditions
   * @return new options
   */
  public ExportOptions testData(DataSource data) {
    return new ExportOptions(precision, Optional.of(data), loading);
  }

  /**
   * With options for opening the model again with rounded weights, in order to measure.
   *
   * @param options engine, device
   * @return new options
   */
  public ExportOptions loading(LoadOptions options) {
    return new ExportOptions(precision, testData, options);
  }

  Optional<WeightPrecision> precision() {
    return precision;
  }

  Optional<DataSource> testData() {
    return testData;
  }

  LoadOptions loading() {
    return loading;
  }
}

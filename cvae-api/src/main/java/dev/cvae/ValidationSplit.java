package dev.cvae;

import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.training.TrainingSettings;
import java.util.Optional;

/**
 * What a fit learns from and what it is validated on.
 *
 * @param train the rows that it learns from
 * @param validation the rows that it is validated on
 */
record ValidationSplit(DataSource train, Optional<DataSource> validation) {
  private static final String NAME = "validationSplit";

  /** The data as it was given, or split as the settings say. */
  static ValidationSplit of(
      DataSource data, Optional<DataSource> validation, TrainingSettings settings) {
    if (settings.validationSplit().isEmpty()) {
      return new ValidationSplit(data, validation);
    }
    double share = settings.validationSplit().getAsDouble();
    if (validation.isPresent()) {
      throw InvalidSettingException.of(
          NAME, "must not be set for a fit that is given validation data", share);
    }
    if (!(data instanceof Dataset rows)) {
      throw InvalidSettingException.of(
          NAME, "must have a Dataset (split " + data.name() + " yourself, and give both)", share);
    }
    long kept = Math.round((1 - share) * rows.size());
    if (kept < 1 || kept >= rows.size()) {
      throw InvalidSettingException.of(
          NAME, "must leave both of two parts of %d rows one".formatted(rows.size()), share);
    }
    Dataset.Split parts = rows.split(1 - share, settings.seed());
    return new ValidationSplit(parts.train(), Optional.of(parts.validation()));
  }
}

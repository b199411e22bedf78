package dev.cvae.report;

import dev.cvae.GenerativeModel;
import dev.cvae.Posterior;
import dev.cvae.analysis.Diagnostics;
import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.TrainingHistory;
import java.util.List;
import java.util.Optional;

/**
 * What a report is about: computed once, looked at by all its sections.
 *
 * @param model open
 * @param history the figures of its fit
 * @param rows some of the data
 * @param size how many rows the data has in all
 * @param posterior of these rows
 * @param latents how the model uses its latents on these rows
 * @param samples what it generated as training went
 * @param view how rows are shown
 */
record Subject(
    GenerativeModel model,
    TrainingHistory history,
    Dataset rows,
    long size,
    Posterior posterior,
    LatentDiagnostics latents,
    Optional<EpochSamples> samples,
    RowView view) {

  static Subject of(
      GenerativeModel model,
      TrainingHistory history,
      DataSource data,
      Optional<EpochSamples> samples) {
    Dataset rows = ReportRows.of(data, model.description().conditions());
    return new Subject(
        model,
        history,
        rows,
        data.size(),
        model.encode(rows),
        Diagnostics.of(model, rows),
        samples,
        RowView.of(rows.shape()));
  }

  ConditionSchema schema() {
    return model.description().conditions();
  }

  /** The conditions to be shown; of an unconditional model the one that says nothing. */
  List<Condition> conditions() {
    return schema().isEmpty() ? List.of(Condition.none()) : Conditions.shown(rows, schema());
  }

  /** A row's number in the data. */
  long number(int row) {
    return ReportRows.chosen(size, ReportRows.MOST)[row];
  }

  /** The same as lines of a caption; none if there are no conditions. */
  List<Html> conditionLines(int row) {
    return Conditions.lines(schema(), rows.condition(row));
  }

  /** A row's condition for people; empty if there are none. */
  String condition(int row) {
    return schema().isEmpty() ? "" : Conditions.text(schema(), rows.condition(row));
  }
}

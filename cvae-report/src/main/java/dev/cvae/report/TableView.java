package dev.cvae.report;

import dev.cvae.Samples;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rows of numbers as tables and histograms. */
final class TableView implements RowView {
  private static final int ROWS = 10;
  private static final int FEATURES = 8;

  @Override
  public SamplePage samplePage(Dataset rows, ConditionSchema schema) {
    return new HistogramPage(rows);
  }

  @Override
  public Html reconstructions(Subject subject) {
    int[] some = ReportRows.some(subject.rows(), ROWS);
    List<String> names = IntStream.of(some).mapToObj(row -> name(subject, row)).toList();
    return pairs(subject, some, names, "Some rows: each value, and what it is reconstructed as");
  }

  @Override
  public Html worst(Subject subject, List<ScoredRow> rows) {
    List<String> names =
        rows.stream()
            .map(
                scored -> "%s: %s nats".formatted(name(subject, scored.row()), text(scored.loss())))
            .toList();
    return pairs(
        subject,
        rows.stream().mapToInt(ScoredRow::row).toArray(),
        names,
        "The rows that the model explains worst: each value, and what it is reconstructed as");
  }

  @Override
  public Html interpolations(Subject subject, List<Way> ways) {
    List<Html> tables = new ArrayList<>();
    for (Way way : ways.subList(0, Math.min(3, ways.size()))) {
      Table table =
          new Table(
              "From the latent of %s to that of %s"
                  .formatted(name(subject, way.from()), name(subject, way.to())),
              heads(subject, "step"));
      for (int step = 0; step < way.samples().size(); step += 2) {
        table.row(Integer.toString(step), cells(way.samples().row(step)));
      }
      tables.add(table.toHtml());
    }
    return Html.of("div", tables);
  }

  private static Html pairs(Subject subject, int[] rows, List<String> names, String caption) {
    Dataset originals = subject.rows().rows(rows);
    Samples reconstructions = subject.model().reconstruct(originals);
    Table table = new Table(caption, heads(subject, "row"));
    for (int i = 0; i < rows.length; i++) {
      List<String> from = cells(originals.row(i));
      List<String> to = cells(reconstructions.row(i));
      table.row(
          names.get(i),
          IntStream.range(0, from.size()).mapToObj(f -> from.get(f) + " → " + to.get(f)).toList());
    }
    return table.toHtml();
  }

  private static List<String> heads(Subject subject, String first) {
    List<String> heads = new ArrayList<>(List.of(first));
    int features = Math.min(FEATURES, subject.rows().shape().size());
    IntStream.range(0, features).forEach(feature -> heads.add("feature " + feature));
    return heads;
  }

  private static List<String> cells(float[] row) {
    return IntStream.range(0, Math.min(FEATURES, row.length)).mapToObj(i -> text(row[i])).toList();
  }

  private static String name(Subject subject, int row) {
    String condition = subject.condition(row);
    return "row " + subject.number(row) + (condition.isEmpty() ? "" : " (" + condition + ")");
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}

package dev.cvae.report;

import dev.cvae.Samples;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    List<List<Html>> names = IntStream.of(some).mapToObj(row -> lines(subject, row, "")).toList();
    return pairs(subject, some, names, "Some rows: each value, and what it is reconstructed as");
  }

  @Override
  public Html worst(Subject subject, List<ScoredRow> rows) {
    List<List<Html>> names =
        rows.stream()
            .map(
                scored ->
                    lines(
                        subject,
                        scored.row(),
                        String.format(Locale.ROOT, ": %.2f nats", scored.loss())))
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
              "From the latent of %s to that of %s%s"
                  .formatted(
                      name(subject, way.from()),
                      name(subject, way.to()),
                      subject.schema().isEmpty() ? "" : ", under the condition of the first"),
              heads(subject, "step"));
      List<Digits> digits = digits(way.samples().rows());
      for (int step = 0; step < way.samples().size(); step += 2) {
        table.row(Integer.toString(step), cells(way.samples().row(step), digits));
      }
      tables.add(table.toHtml());
    }
    return Html.of("div", tables);
  }

  private static Html pairs(Subject subject, int[] rows, List<List<Html>> names, String caption) {
    Dataset originals = subject.rows().rows(rows);
    Samples reconstructions = subject.model().reconstruct(originals);
    Table table = new Table(caption, heads(subject, "row"));
    List<Digits> digits = digits(both(originals, reconstructions.rows()));
    for (int i = 0; i < rows.length; i++) {
      List<String> from = cells(originals.row(i), digits);
      List<String> to = cells(reconstructions.row(i), digits);
      table.row(
          names.get(i),
          IntStream.range(0, from.size()).mapToObj(f -> pair(from.get(f), to.get(f))).toList());
    }
    return table.toHtml();
  }

  /** One above the other, so that a table is not wider than it has to be. */
  private static List<Object> pair(String from, String to) {
    return List.of(Html.of("span", from), " ", Html.of("span", "→ " + to));
  }

  private static float[][] both(Dataset originals, float[][] reconstructions) {
    return Stream.concat(
            IntStream.range(0, reconstructions.length).mapToObj(originals::row),
            Arrays.stream(reconstructions))
        .toArray(float[][]::new);
  }

  private static List<String> heads(Subject subject, String first) {
    List<String> heads = new ArrayList<>(List.of(first));
    int features = Math.min(FEATURES, subject.rows().shape().size());
    IntStream.range(0, features).forEach(feature -> heads.add("feature " + feature));
    return heads;
  }

  private static List<String> cells(float[] row, List<Digits> digits) {
    return IntStream.range(0, digits.size()).mapToObj(i -> digits.get(i).text(row[i])).toList();
  }

  /** How the numbers of each feature that is shown are written. */
  private static List<Digits> digits(float[][] rows) {
    return IntStream.range(0, Math.min(FEATURES, rows[0].length))
        .mapToObj(feature -> Digits.of(HistogramPage.column(rows, feature)))
        .toList();
  }

  /** A row's number, and below it its condition. */
  private static List<Html> lines(Subject subject, int row, String more) {
    return List.of(
        Html.of("span", "row " + subject.number(row) + more),
        Html.of("span", subject.conditionLines(row)));
  }

  private static String name(Subject subject, int row) {
    String condition = subject.condition(row);
    return "row " + subject.number(row) + (condition.isEmpty() ? "" : " (" + condition + ")");
  }
}

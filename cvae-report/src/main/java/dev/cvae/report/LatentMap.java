package dev.cvae.report;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.Column;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.NumberField;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The posteriors' means along their first two principal components, in colours by the first field
 * of the condition that is a category or a number.
 */
final class LatentMap {
  private static final int MOST_POINTS = 1500;
  private static final int QUARTERS = 4;

  private final Subject subject;
  private final Optional<Field> field;
  private final int[] rows;
  private final PrincipalComponents components;

  LatentMap(Subject subject) {
    this.subject = subject;
    this.field =
        subject.schema().fields().stream()
            .filter(found -> found instanceof CategoryField || found instanceof NumberField)
            .findFirst();
    this.rows = ReportRows.some(subject.rows(), MOST_POINTS);
    float[][] means = subject.posterior().mean();
    this.components = PrincipalComponents.of(means, 2);
  }

  BufferedImage on(Theme theme) {
    XYChart chart = Charts.lines(theme, "", axis(0), axis(1));
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendLayout(LegendLayout.Vertical)
        .setMarkerSize(5);
    chart.getStyler().setPlotGridVerticalLinesVisible(true);
    chart.getStyler().setLegendVisible(field.isPresent()).setChartTitleVisible(false);
    double[] x = components.scores(0);
    double[] y = components.scores(1);
    int number = 0;
    for (Map.Entry<String, List<Integer>> group : groups().entrySet()) {
      XYSeries series =
          chart.addSeries(group.getKey(), at(x, group.getValue()), at(y, group.getValue()));
      series.setMarkerColor(theme.series(number)).setMarker(theme.marker(number));
      number++;
    }
    return Charts.page(List.of(chart), 1, 900, 560, theme.paper());
  }

  String caption() {
    String colours = field.map(found -> " Colours and markers: " + found.name() + ".").orElse("");
    return "The means of q(z|x%s) of %d rows along their first two principal components.%s"
        .formatted(subject.schema().isEmpty() ? "" : ",c", rows.length, colours);
  }

  private String axis(int component) {
    return String.format(
        Locale.ROOT,
        "component %d (%.0f %% of the variance)",
        component + 1,
        100 * components.share(component));
  }

  /** The rows of each colour; what there are no colours for is together, and last. */
  private Map<String, List<Integer>> groups() {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    String[] names = field.map(this::names).orElseGet(this::noNames);
    List<String> different = Arrays.stream(names).distinct().sorted(LatentMap::compare).toList();
    int shown = different.size() <= Theme.SERIES ? different.size() : Theme.SERIES - 1;
    different.subList(0, shown).forEach(name -> groups.put(name, new ArrayList<>()));
    for (int i = 0; i < rows.length; i++) {
      String name = groups.containsKey(names[i]) ? names[i] : "others";
      groups.computeIfAbsent(name, others -> new ArrayList<>()).add(rows[i]);
    }
    return groups;
  }

  /** Numbers by value, names by letter. */
  private static int compare(String a, String b) {
    return a.length() != b.length() && (a + b).matches("\\d+")
        ? Integer.compare(a.length(), b.length())
        : a.compareTo(b);
  }

  private String[] noNames() {
    return IntStream.of(rows).mapToObj(row -> "rows").toArray(String[]::new);
  }

  private String[] names(Field chosen) {
    ConditionSchema schema = subject.schema();
    ConditionColumns columns =
        ConditionColumns.of(
            schema, IntStream.of(rows).mapToObj(row -> subject.rows().condition(row)).toList());
    Column column = columns.column(schema.indexOf(chosen.name()));
    return chosen instanceof CategoryField ? categories(column) : quarters(column);
  }

  private static String[] categories(Column column) {
    List<String> names = column.field().names();
    return IntStream.of(column.codes())
        .mapToObj(
            code -> code < 0 ? "none" : names.isEmpty() ? Integer.toString(code) : names.get(code))
        .toArray(String[]::new);
  }

  /** A number's quarter of the rows. */
  private static String[] quarters(Column column) {
    float[] values = column.values();
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    String[] names = new String[values.length];
    for (int i = 0; i < names.length; i++) {
      int place = Math.abs(Arrays.binarySearch(sorted, values[i]));
      int quarter = Math.min(QUARTERS - 1, QUARTERS * place / sorted.length);
      int first = quarter * sorted.length / QUARTERS;
      int last = Math.max(first, (quarter + 1) * sorted.length / QUARTERS - 1);
      names[i] = String.format(Locale.ROOT, "%.4g … %.4g", sorted[first], sorted[last]);
    }
    return names;
  }

  private static double[] at(double[] values, List<Integer> places) {
    return places.stream().mapToDouble(place -> values[place]).toArray();
  }
}

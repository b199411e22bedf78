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
import java.util.Comparator;
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

  /** What the colours stand for, from the top. */
  List<String> legend() {
    return List.copyOf(groups().keySet());
  }

  /** The rows of each colour; what there are no colours for is together, and last. */
  private Map<String, List<Integer>> groups() {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    Group[] each = field.map(this::groups).orElseGet(this::oneGroup);
    List<String> different =
        Arrays.stream(each)
            .sorted(Comparator.comparingInt(Group::place))
            .map(Group::name)
            .distinct()
            .toList();
    int shown = different.size() <= Theme.SERIES ? different.size() : Theme.SERIES - 1;
    different.subList(0, shown).forEach(name -> groups.put(name, new ArrayList<>()));
    for (int i = 0; i < rows.length; i++) {
      String name = groups.containsKey(each[i].name()) ? each[i].name() : "others";
      groups.computeIfAbsent(name, others -> new ArrayList<>()).add(rows[i]);
    }
    return groups;
  }

  /**
   * A colour's rows.
   *
   * @param place in the legend: categories in the field's order, numbers by size
   * @param name for people
   */
  private record Group(int place, String name) {
    /** Of the rows that lack the field. */
    static final Group NONE = new Group(Integer.MAX_VALUE, "none");
  }

  private Group[] oneGroup() {
    Group[] groups = new Group[rows.length];
    Arrays.fill(groups, new Group(0, "rows"));
    return groups;
  }

  private Group[] groups(Field chosen) {
    ConditionSchema schema = subject.schema();
    ConditionColumns columns =
        ConditionColumns.of(
            schema, IntStream.of(rows).mapToObj(row -> subject.rows().condition(row)).toList());
    Column column = columns.column(schema.indexOf(chosen.name()));
    return chosen instanceof CategoryField ? categories(column) : quarters(column);
  }

  private static Group[] categories(Column column) {
    List<String> names = column.field().names();
    return IntStream.of(column.codes())
        .mapToObj(
            code ->
                code < 0
                    ? Group.NONE
                    : new Group(code, names.isEmpty() ? Integer.toString(code) : names.get(code)))
        .toArray(Group[]::new);
  }

  /** A number's quarter of the rows that have it. */
  private static Group[] quarters(Column column) {
    float[] values = column.values();
    float[] sorted = sorted(values);
    Group[] groups = new Group[values.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = Float.isNaN(values[i]) ? Group.NONE : quarter(sorted, values[i]);
    }
    return groups;
  }

  private static float[] sorted(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted); // NaN goes last
    int count = sorted.length;
    while (count > 0 && Float.isNaN(sorted[count - 1])) {
      count--;
    }
    return Arrays.copyOf(sorted, count);
  }

  private static Group quarter(float[] sorted, float value) {
    int place = Arrays.binarySearch(sorted, value);
    int quarter = Math.min(QUARTERS - 1, QUARTERS * place / sorted.length);
    int first = quarter * sorted.length / QUARTERS;
    int last = Math.max(first, (quarter + 1) * sorted.length / QUARTERS - 1);
    Digits digits = Digits.of(sorted[0], sorted[sorted.length - 1]);
    return new Group(quarter, digits.text(sorted[first]) + " … " + digits.text(sorted[last]));
  }

  private static double[] at(double[] values, List<Integer> places) {
    return places.stream().mapToDouble(place -> values[place]).toArray();
  }
}

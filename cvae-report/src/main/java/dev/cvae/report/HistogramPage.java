package dev.cvae.report;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Histograms of the first features, of the data and of rows drawn from the model under the same
 * conditions.
 */
final class HistogramPage implements SamplePage {
  private static final int MOST_FEATURES = 12;
  private static final int MOST_ROWS = 2000;
  private static final int BINS = 24;
  private static final int COLUMNS = 3;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 210;
  private static final int TICKS = 75; // apart, in points

  private final float[][] real;
  private final List<Condition> conditions;

  HistogramPage(Dataset rows) {
    int[] some = ReportRows.some(rows, MOST_ROWS);
    real = Arrays.stream(some).mapToObj(rows::row).toArray(float[][]::new);
    conditions = Arrays.stream(some).mapToObj(rows::condition).toList();
  }

  @Override
  public BufferedImage of(GenerativeModel model) {
    return of(model, Theme.LIGHT);
  }

  BufferedImage of(GenerativeModel model, Theme theme) {
    float[][] generated = model.generate(GenerationRequest.of(conditions).seed(0).draws()).rows();
    List<XYChart> charts = new ArrayList<>();
    for (int feature = 0; feature < features(); feature++) {
      charts.add(chart(feature, column(generated, feature), theme));
    }
    return Charts.page(charts, COLUMNS, WIDTH, HEIGHT, theme.paper());
  }

  @Override
  public List<String> heads() {
    return List.of();
  }

  @Override
  public String caption() {
    String which =
        features() < real[0].length
            ? "the first %d of %d features".formatted(features(), real[0].length)
            : "each feature";
    return "Histograms of "
        + which
        + ": of the data (dashed), and of as many rows drawn from the model under the same"
        + " conditions.";
  }

  @Override
  public double pixelsPerPoint() {
    return Charts.SHARPNESS;
  }

  private int features() {
    return Math.min(MOST_FEATURES, real[0].length);
  }

  private XYChart chart(int feature, double[] generated, Theme theme) {
    double[] data = column(real, feature);
    Bins bins = Bins.of(data, BINS);
    XYChart chart = Charts.lines(theme, "feature " + feature, "", "");
    chart.getStyler().setYAxisTicksVisible(false).setAxisTitlesVisible(false);
    double[] x = beforeAnd(bins.edges());
    chart.getStyler().setXAxisTickMarkSpacingHint(TICKS);
    chart.getStyler().setXAxisDecimalPattern(Digits.pattern(x[0], x[x.length - 1]));
    chart.getStyler().setYAxisMin(0.0);
    XYSeries model = chart.addSeries("model", x, fromZero(bins.outline(generated)));
    model.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
    model.setLineColor(theme.series(1)).setLineStyle(SeriesLines.SOLID).setLineWidth(2f);
    model.setMarker(SeriesMarkers.NONE);
    XYSeries rows = chart.addSeries("data", x, fromZero(bins.outline(data)));
    rows.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
    rows.setLineColor(theme.series(0)).setLineStyle(SeriesLines.DASH_DASH).setLineWidth(2f);
    rows.setMarker(SeriesMarkers.NONE);
    return chart;
  }

  /**
   * The edges, and a place half a bin before them: of places that are evenly spaced XChart would
   * label some, however crooked their numbers.
   */
  private static double[] beforeAnd(double[] edges) {
    double[] places = new double[edges.length + 1];
    System.arraycopy(edges, 0, places, 1, edges.length);
    places[0] = edges[0] - (edges[1] - edges[0]) / 2;
    return places;
  }

  private static double[] fromZero(double[] outline) {
    double[] heights = new double[outline.length + 1];
    System.arraycopy(outline, 0, heights, 1, outline.length);
    return heights;
  }

  static double[] column(float[][] rows, int feature) {
    return IntStream.range(0, rows.length)
        .mapToDouble(row -> rows[row][feature])
        .filter(value -> !Double.isNaN(value)) // a gap in a row
        .toArray();
  }
}

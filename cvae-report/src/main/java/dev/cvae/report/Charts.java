package dev.cvae.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Charts of one look, and pages of them. */
final class Charts {
  /**
   * Pixels of the picture for one of the page, so that it stays sharp on fine screens and paper.
   */
  static final int SHARPNESS = 2;

  private static final int MOST_LABELS = 11;

  private Charts() {}

  static XYChart lines(Theme theme, String title, String x, String y) {
    XYChart chart = new XYChartBuilder().title(title).xAxisTitle(x).yAxisTitle(y).build();
    style(chart.getStyler(), theme);
    return chart;
  }

  static CategoryChart bars(Theme theme, String title, String x, String y) {
    CategoryChart chart =
        new CategoryChartBuilder().title(title).xAxisTitle(x).yAxisTitle(y).build();
    style(chart.getStyler(), theme);
    return chart;
  }

  private static void style(AxesChartStyler styler, Theme theme) {
    styler
        .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
        .setChartBackgroundColor(theme.paper())
        .setPlotBackgroundColor(theme.paper())
        .setChartFontColor(theme.ink())
        .setPlotBorderVisible(false)
        .setLegendBackgroundColor(theme.paper())
        .setLegendBorderColor(theme.paper())
        .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 13))
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setDecimalPattern("0.####")
        .setMarkerSize(6);
    styler
        .setAxisTickLabelsColor(theme.ink())
        .setAxisTickMarksColor(theme.faint())
        .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
        .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
        .setPlotGridLinesColor(theme.faint())
        .setPlotGridLinesStroke(new BasicStroke(0.8f))
        .setPlotGridVerticalLinesVisible(false)
        .setXAxisMaxLabelCount(MOST_LABELS);
    styler.setXAxisTitleColor(theme.ink()).setYAxisTitleColor(theme.ink());
  }

  /**
   * Charts beside and below each other.
   *
   * @param columns how many a line
   * @param width of each, before it is sharpened
   * @param height of each
   */
  static BufferedImage page(
      List<? extends Chart<?, ?>> charts, int columns, int width, int height, Color paper) {
    int lines = (charts.size() + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(
            SHARPNESS * Math.min(columns, charts.size()) * width,
            SHARPNESS * lines * height,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D whole = image.createGraphics();
    whole.setColor(paper);
    whole.fillRect(0, 0, image.getWidth(), image.getHeight());
    whole.scale(SHARPNESS, SHARPNESS);
    for (int i = 0; i < charts.size(); i++) {
      Graphics2D part = (Graphics2D) whole.create();
      part.translate(i % columns * width, i / columns * height);
      charts.get(i).paint(part, width, height);
      part.dispose();
    }
    whole.dispose();
    return image;
  }
}

package dev.cvae.benchmarks.speed;

import dev.cvae.benchmarks.speed.GrowthCurve.Point;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A curve on two logarithmic axes, and the line of slope 1 that ends where the curve does. */
final class GrowthPlot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;

  private GrowthPlot() {}

  static void write(GrowthCurve curve, Path file) throws IOException {
    double[] sizes = curve.points().stream().mapToDouble(Point::size).toArray();
    double[] seconds = curve.points().stream().mapToDouble(Point::seconds).toArray();
    int last = sizes.length - 1;
    double[] ends = {sizes[0], sizes[last]};
    double[] linear = {seconds[last] * sizes[0] / sizes[last], seconds[last]};

    XYChart chart = chart(curve.name());
    chart.addSeries("measured", sizes, seconds).setMarker(SeriesMarkers.CIRCLE);
    chart
        .addSeries("slope 1", ends, linear)
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(SeriesLines.DASH_DASH);
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static XYChart chart(String name) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(name)
            .yAxisTitle("seconds an epoch")
            .build();
    chart
        .getStyler()
        .setXAxisLogarithmic(true)
        .setYAxisLogarithmic(true)
        .setSeriesColors(new Color[] {new Color(0x1F77B4), new Color(0x888888)})
        .setLegendPosition(LegendPosition.InsideNW)
        .setChartBackgroundColor(Color.WHITE);
    return chart;
  }
}

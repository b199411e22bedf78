package dev.cvae.samples.view;

import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A fit's figures over its epochs as a picture: -ELBO and reconstruction on the left, the much
 * smaller KL on the right, so that each has the scale it needs. Train is dashed, test is drawn
 * through.
 */
public final class LearningCurve {
  private static final int WIDTH = 560; // of each half
  private static final int HEIGHT = 420;
  private static final Color ELBO = new Color(0x1F4E8C);
  private static final Color RECONSTRUCTION = new Color(0xC4561B);
  private static final Color KL = new Color(0x2E7D4F);

  private LearningCurve() {}

  /**
   * Draws the curve.
   *
   * @param history with at least one epoch
   * @return a new image
   */
  public static BufferedImage of(TrainingHistory history) {
    XYChart bound = chart("-ELBO = reconstruction + KL");
    add(bound, history, "-ELBO", ELBO, evaluation -> -evaluation.elbo());
    add(bound, history, "reconstruction", RECONSTRUCTION, Evaluation::reconstruction);
    XYChart kl = chart("KL");
    kl.getStyler().setLegendPosition(LegendPosition.InsideSE);
    add(kl, history, "KL", KL, Evaluation::kl);
    return sideBySide(List.of(bound, kl));
  }

  private static XYChart chart(String title) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle("nats per example")
            .build();
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setXAxisDecimalPattern("#").setXAxisMaxLabelCount(11);
    return chart;
  }

  private static void add(
      XYChart chart,
      TrainingHistory history,
      String name,
      Color color,
      ToDoubleFunction<Evaluation> figure) {
    add(chart, history, name + ", train", e -> Optional.of(e.train()), figure)
        .setLineColor(color)
        .setLineStyle(SeriesLines.DASH_DASH);
    if (history.last().validation().isPresent()) {
      add(chart, history, name + ", test", EpochResult::validation, figure)
          .setLineColor(color)
          .setLineStyle(SeriesLines.SOLID);
    }
  }

  private static XYSeries add(
      XYChart chart,
      TrainingHistory history,
      String name,
      Function<EpochResult, Optional<Evaluation>> part,
      ToDoubleFunction<Evaluation> figure) {
    List<EpochResult> epochs = history.epochs();
    double[] x = epochs.stream().mapToDouble(EpochResult::epoch).toArray();
    double[] y =
        epochs.stream().map(part).mapToDouble(e -> figure.applyAsDouble(e.orElseThrow())).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    // One epoch is a dot and no line.
    series.setMarker(epochs.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    return series;
  }

  private static BufferedImage sideBySide(List<XYChart> charts) {
    BufferedImage image =
        new BufferedImage(charts.size() * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (XYChart chart : charts) {
      chart.paint(graphics, WIDTH, HEIGHT);
      graphics.translate(WIDTH, 0);
    }
    graphics.dispose();
    return image;
  }
}

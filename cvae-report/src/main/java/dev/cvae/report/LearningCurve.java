package dev.cvae.report;

import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A fit's figures over its epochs as a picture: −ELBO, reconstruction and the much smaller KL, each
 * on the scale it needs. Train is dashed; validation is drawn through, with markers.
 */
public final class LearningCurve {
  private static final int WIDTH = 340; // of each third
  private static final int HEIGHT = 320;
  private static final int MOST_MARKED = 40; // more epochs than that make a line of markers

  static final List<Figure> FIGURES =
      List.of(
          new Figure(0, "−ELBO", evaluation -> -evaluation.elbo()),
          new Figure(1, "reconstruction", Evaluation::reconstruction),
          new Figure(2, "KL", Evaluation::kl));

  private LearningCurve() {}

  /**
   * Draws the curve.
   *
   * @param history with at least one epoch
   * @return a new image, with two pixels for each point of the type
   */
  public static BufferedImage of(TrainingHistory history) {
    return of(history, Theme.LIGHT);
  }

  static BufferedImage of(TrainingHistory history, Theme theme) {
    List<XYChart> charts = FIGURES.stream().map(figure -> chart(history, figure, theme)).toList();
    return Charts.page(charts, charts.size(), WIDTH, HEIGHT, theme.paper());
  }

  /** One third of the picture. */
  static BufferedImage of(TrainingHistory history, Figure figure, Theme theme) {
    return Charts.page(List.of(chart(history, figure, theme)), 1, WIDTH, HEIGHT, theme.paper());
  }

  /**
   * What is drawn.
   *
   * @param number of its colour and marker
   * @param title above it
   * @param value in nats per example
   */
  record Figure(int number, String title, ToDoubleFunction<Evaluation> value) {}

  private static XYChart chart(TrainingHistory history, Figure figure, Theme theme) {
    int number = figure.number();
    XYChart chart = Charts.lines(theme, figure.title(), "epoch", "nats per example");
    chart.getStyler().setXAxisDecimalPattern("#");
    Color colour = theme.series(number);
    boolean validated = history.last().validation().isPresent();
    XYSeries train = add(chart, history, "train", e -> Optional.of(e.train()), figure.value());
    train.setLineColor(colour).setLineWidth(1.6f);
    train.setLineStyle(SeriesLines.DASH_DASH);
    train.setMarkerColor(colour);
    // One epoch is a dot and no line.
    train.setMarker(history.epochs().size() == 1 ? theme.marker(number) : SeriesMarkers.NONE);
    if (validated) {
      XYSeries validation =
          add(chart, history, "validation", EpochResult::validation, figure.value());
      validation.setLineColor(colour).setLineWidth(2f).setLineStyle(SeriesLines.SOLID);
      validation.setMarkerColor(colour);
      validation.setMarker(
          history.epochs().size() <= MOST_MARKED ? theme.marker(number) : SeriesMarkers.NONE);
    }
    return chart;
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
    return chart.addSeries(name, x, y);
  }
}

package dev.cvae.report;

import dev.cvae.training.EpochResult;
import dev.cvae.training.LatentSummary;
import dev.cvae.training.TrainingHistory;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The use of the latents over the epochs: how many are active, and how far the aggregated posterior
 * is from the prior. Only of epochs whose figures say so, those with validation data.
 */
final class LatentCurve {
  private static final int WIDTH = 480; // of each half
  private static final int HEIGHT = 280;
  private static final int MOST_MARKED = 40; // more epochs than that make a line of markers
  private static final int MOST_DECIMALS = 8;

  private final List<EpochResult> epochs;

  LatentCurve(TrainingHistory history) {
    this.epochs = history.epochs().stream().filter(epoch -> epoch.latents().isPresent()).toList();
  }

  /** Whether there is nothing to draw. */
  boolean isEmpty() {
    return epochs.isEmpty();
  }

  /** How many latents are active. */
  BufferedImage active(Theme theme) {
    XYChart active = chart(theme, 0, "Active latents", "latents", LatentSummary::active);
    active.getStyler().setYAxisMin(0.0);
    active.getStyler().setYAxisMax((double) summary(epochs.get(0)).latents());
    return Charts.page(List.of(active), 1, WIDTH, HEIGHT, theme.paper());
  }

  /** How far the aggregated posterior is from the prior. */
  BufferedImage mismatch(Theme theme) {
    XYChart mismatch =
        chart(theme, 1, "Aggregated posterior from the prior", "nats", LatentSummary::mismatch);
    mismatch.getStyler().setYAxisMin(0.0);
    return Charts.page(List.of(mismatch), 1, WIDTH, HEIGHT, theme.paper());
  }

  private XYChart chart(
      Theme theme, int number, String title, String y, ToDoubleFunction<LatentSummary> figure) {
    XYChart chart = Charts.lines(theme, title, "epoch", y);
    chart.getStyler().setXAxisDecimalPattern("#").setLegendVisible(false);
    double[] epoch = epochs.stream().mapToDouble(EpochResult::epoch).toArray();
    double[] figures =
        epochs.stream().map(LatentCurve::summary).mapToDouble(figure).toArray(); // (epochs)
    XYSeries line = chart.addSeries(title, epoch, figures);
    line.setLineColor(theme.series(number)).setLineWidth(2f);
    line.setMarkerColor(theme.series(number));
    line.setMarker(epochs.size() <= MOST_MARKED ? theme.marker(number) : SeriesMarkers.NONE);
    return chart;
  }

  /** The first and the last figures, in words. */
  String words() {
    LatentSummary first = summary(epochs.get(0));
    LatentSummary last = summary(epochs.get(epochs.size() - 1));
    String from = mismatch(first);
    String to = mismatch(last);
    boolean same = first.active() == last.active();
    String active =
        same
            ? "stayed at " + last.active()
            : "went from %d to %d".formatted(first.active(), last.active());
    String mismatch =
        from.equals(to)
            ? "stayed at " + to
            : "%sfrom %s to %s".formatted(same ? "went " : "", from, to);
    return "From epoch %d to %d the active latents %s of %d, and the distance of the aggregated"
            .formatted(
                epochs.get(0).epoch(),
                epochs.get(epochs.size() - 1).epoch(),
                active,
                last.latents())
        + " posterior from the prior, by means and variances, %s nats.".formatted(mismatch);
  }

  /** With two decimals, or so many that the greatest of the fit's figures has two digits. */
  private String mismatch(LatentSummary summary) {
    double greatest =
        epochs.stream().mapToDouble(epoch -> summary(epoch).mismatch()).max().orElse(0);
    int zeros = greatest > 0 ? (int) -Math.floor(Math.log10(greatest)) : 0;
    int decimals = Math.min(MOST_DECIMALS, Math.max(2, zeros + 1));
    return String.format(Locale.ROOT, "%." + decimals + "f", summary.mismatch());
  }

  Html table() {
    Table table =
        new Table(
            "On the validation data after each epoch",
            List.of("epoch", "active", "KL, nats", "from the prior, nats"));
    for (EpochResult epoch : epochs) {
      LatentSummary summary = summary(epoch);
      table.row(
          Integer.toString(epoch.epoch()),
          List.of(
              Integer.toString(summary.active()),
              Sections.number(summary.kl()),
              mismatch(summary)));
    }
    return table.toHtml();
  }

  private static LatentSummary summary(EpochResult epoch) {
    return epoch.latents().orElseThrow();
  }
}

package dev.cvae.report;

import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.LatentDiagnostics.Latent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;

/** A bar a latent, the longest first: its KL, or its activity where the KL is no sum over them. */
final class LatentChart {
  private static final int MOST_LABELLED = 40;

  private LatentChart() {}

  static BufferedImage of(LatentDiagnostics latents, Theme theme) {
    boolean kl = hasKl(latents);
    List<Integer> order = order(latents);
    List<String> names = order.stream().map(i -> Integer.toString(i)).toList();
    CategoryChart chart =
        Charts.bars(
            theme,
            kl ? "KL of each latent" : "Activity of each latent",
            "latent, by rank",
            kl ? "nats per example" : "variance of the posterior's mean");
    chart.getStyler().setOverlapped(true).setAvailableSpaceFill(0.8);
    chart.getStyler().setXAxisTicksVisible(names.size() <= MOST_LABELLED);
    chart.getStyler().setXAxisMaxLabelCount(MOST_LABELLED);
    add(chart, "active", names, bars(latents, order, true), theme, 0);
    add(chart, "not active", names, bars(latents, order, false), theme, 4);
    return Charts.page(List.of(chart), 1, 960, 300, theme.paper());
  }

  private static void add(
      CategoryChart chart,
      String name,
      List<String> names,
      List<Double> bars,
      Theme theme,
      int colour) {
    if (bars.stream().anyMatch(bar -> bar > 0)) {
      chart.addSeries(name, names, bars).setFillColor(theme.series(colour));
    }
  }

  static boolean hasKl(LatentDiagnostics latents) {
    return latents.latents().stream().allMatch(latent -> latent.kl().isPresent());
  }

  /** The latents' numbers, those of the longest bars first. */
  static List<Integer> order(LatentDiagnostics latents) {
    return IntStream.range(0, latents.latents().size())
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> length(latents.latents().get(i))).reversed())
        .toList();
  }

  private static List<Double> bars(LatentDiagnostics latents, List<Integer> order, boolean active) {
    List<Double> bars = new ArrayList<>();
    for (int i : order) {
      Latent latent = latents.latents().get(i);
      bars.add(latent.isActive() == active ? length(latent) : 0);
    }
    return bars;
  }

  private static double length(Latent latent) {
    return latent.kl().orElse(latent.activity());
  }
}

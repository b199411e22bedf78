package dev.cvae.report;

import static dev.cvae.report.Sections.details;
import static dev.cvae.report.Sections.number;
import static dev.cvae.report.Sections.paragraph;
import static dev.cvae.report.Sections.sentence;

import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.LatentDiagnostics.Latent;
import dev.cvae.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How the model uses its latents: each of them at the end, and all of them over the epochs. */
final class LatentSection {
  private static final int MOST = 20; // in the table

  private LatentSection() {}

  static List<Html> of(LatentDiagnostics latents, TrainingHistory history) {
    List<Html> parts = new ArrayList<>();
    parts.add(paragraph(sentence(latents)));
    parts.add(
        Figures.chart(
            theme -> LatentChart.of(latents, theme),
            "Bar chart of the latents by %s. %s".formatted(figure(latents), sentence(latents)),
            "A latent is active where the variance of the posterior's mean over the data is above "
                + LatentDiagnostics.ACTIVE
                + " (Burda, Grosse & Salakhutdinov 2016)."));
    parts.add(details("The figures", table(latents)));
    LatentCurve curve = new LatentCurve(history);
    if (!curve.isEmpty()) {
      parts.add(Html.of("h3", "Over the epochs"));
      parts.add(
          Figures.charts(
              List.of(
                  Figures.chart(
                      curve::active,
                      "Line chart: how many latents are active after each epoch. The table below"
                          + " has the figures."),
                  Figures.chart(
                      curve::mismatch,
                      "Line chart: how far the aggregated posterior is from the prior after each"
                          + " epoch.")),
              "On the validation data. " + curve.words()));
      parts.add(details("The figures", curve.table()));
    }
    return parts;
  }

  private static Html table(LatentDiagnostics latents) {
    Table table =
        new Table(
            "The first %d by %s"
                .formatted(Math.min(MOST, latents.latents().size()), figure(latents)),
            List.of("latent", "KL, nats", "activity", "from the prior, nats"));
    LatentChart.order(latents).stream()
        .limit(MOST)
        .forEach(i -> table.row(Integer.toString(i), cells(latents.latents().get(i))));
    return table.toHtml();
  }

  private static String figure(LatentDiagnostics latents) {
    return LatentChart.hasKl(latents) ? "KL" : "activity";
  }

  private static List<String> cells(Latent latent) {
    OptionalDouble kl = latent.kl();
    return List.of(
        kl.isPresent() ? number(kl.getAsDouble()) : "–",
        number(latent.activity()),
        number(latent.mismatch()));
  }
}

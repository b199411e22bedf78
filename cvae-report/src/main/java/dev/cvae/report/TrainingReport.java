package dev.cvae.report;

import dev.cvae.GenerativeModel;
import dev.cvae.data.DataSource;
import dev.cvae.training.TrainingHistory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A fitted model to look at, in one HTML file that needs no network: learning curves, samples,
 * reconstructions and the worst of them, the latents and their space, interpolations, settings, and
 * warnings in words.
 *
 * <pre>{@code
 * EpochSamples samples = EpochSamples.of(test);        // optional: what it generated on its way
 * try (GenerativeModel model =
 *     Cvae.builder().latent(20).modelListener(samples).build().fit(train, test)) {
 *   TrainingReport.of(model, test).samples(samples).write(Path.of("report"));
 * }
 * }</pre>
 *
 * <p>Looks at up to 5,000 rows of the data, always the same. Rows of an image shape are shown as
 * pictures, others as tables and histograms. The same model and data give the same file. Immutable;
 * the model must be open while it is written.
 */
public final class TrainingReport {
  private static final String FILE = "report.html";

  private final GenerativeModel model;
  private final TrainingHistory history;
  private final DataSource data;
  private final Optional<EpochSamples> samples;

  private TrainingReport(
      GenerativeModel model,
      TrainingHistory history,
      DataSource data,
      Optional<EpochSamples> samples) {
    this.model = model;
    this.history = history;
    this.data = data;
    this.samples = samples;
  }

  /**
   * A report of a model, its own history, and some data.
   *
   * @param model fitted, open
   * @param data of the model's shape, which it was not fitted to if possible; with labels if the
   *     model is conditional
   * @return the report, to be written
   */
  public static TrainingReport of(GenerativeModel model, DataSource data) {
    return new TrainingReport(model, model.history(), data, Optional.empty());
  }

  /**
   * The same with another history, such as that of two fits in a row.
   *
   * @param figures of each epoch
   * @return a new report
   */
  public TrainingReport history(TrainingHistory figures) {
    return new TrainingReport(model, figures, data, samples);
  }

  /**
   * The same with what the model generated as training went.
   *
   * @param pages the listener of the fit
   * @return a new report
   */
  public TrainingReport samples(EpochSamples pages) {
    return new TrainingReport(model, history, data, Optional.of(pages));
  }

  /**
   * Writes {@code report.html}; one that is there is replaced.
   *
   * @param folder made if it is not there
   * @return the file
   * @throws UncheckedIOException if it cannot be written
   * @throws dev.cvae.error.InvalidDataException if the data are not of the model's shape
   */
  public Path write(Path folder) {
    String page = page(new Sections(Subject.of(model, history, data, samples)));
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(FILE), page);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(FILE), e);
    }
  }

  /**
   * Writes a report without samples over the epochs: short for {@code of(model,
   * data).history(history).write(folder)}.
   *
   * @param model fitted, open
   * @param history the figures of its fit
   * @param data of the model's shape
   * @param folder made if it is not there
   * @return the file
   */
  public static Path write(
      GenerativeModel model, TrainingHistory history, DataSource data, Path folder) {
    return of(model, data).history(history).write(folder);
  }

  private String page(Sections sections) {
    String title = "Training report: " + model.provenance().data();
    List<Section> all = sections.all();
    Html head =
        Html.of(
            "head",
            Html.of("meta").with("charset", "utf-8"),
            Html.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Html.of("meta").with("name", "color-scheme").with("content", "light dark"),
            Html.of("title", title),
            Html.of("style", resource("report.css")));
    Html header =
        Html.of(
            "header",
            Html.of("h1", title),
            Html.of("p", "Looked at with " + lookedAt() + "."),
            sections.tiles(),
            Html.of("nav", Html.of("ul", all.stream().map(Section::link).toList()))
                .with("aria-label", "Sections"));
    Html body =
        Html.of(
            "body",
            header,
            Html.of("main", all.stream().map(Section::toHtml).toList()),
            Html.of("script", resource("report.js")));
    return "<!DOCTYPE html>\n" + Html.of("html", head, body).with("lang", "en") + "\n";
  }

  private String lookedAt() {
    long rows = Math.min(ReportRows.MOST, data.size());
    return rows == data.size()
        ? "%s (%d rows)".formatted(data.name(), rows)
        : "%d of the %d rows of %s".formatted(rows, data.size(), data.name());
  }

  private static String resource(String name) {
    try (InputStream in = TrainingReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}

package dev.cvae.report;

import dev.cvae.training.EpochResult;
import dev.cvae.training.Evaluation;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.TrainingHistory;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The sections of a report, in its order, each from the one subject. */
final class Sections {
  private static final int WORST = 10;
  private static final String CONSTANT = "constant";

  private final Subject subject;

  Sections(Subject subject) {
    this.subject = subject;
  }

  List<Section> all() {
    List<Section> all = new ArrayList<>();
    all.add(new Section("warnings", "Warnings", warnings()));
    all.add(new Section("curves", "Learning curves", curves()));
    all.add(new Section("samples", "Samples", samples()));
    all.add(new Section("reconstructions", "Reconstructions", reconstructions()));
    all.add(
        new Section(
            "latents",
            "Use of the latents",
            LatentSection.of(subject.latents(), subject.history())));
    all.add(new Section("map", "Latent space", map()));
    all.add(new Section("interpolations", "Interpolations", interpolations()));
    all.add(new Section("settings", "Settings and provenance", settings()));
    return all;
  }

  private List<Html> warnings() {
    List<String> warnings =
        new ArrayList<>(
            subject.model().sampler().isPresent()
                ? subject.latents().warningsWithSampler()
                : subject.latents().warnings());
    warnings.addAll(Remarks.on(subject.history()));
    if (warnings.isEmpty()) {
      return List.of(paragraph("Nothing looks wrong.").with("class", "fine"));
    }
    List<Html> items = warnings.stream().map(text -> Html.of("li", sentence(text))).toList();
    return List.of(Html.of("ul", items).with("class", "warnings"));
  }

  private List<Html> curves() {
    TrainingHistory history = subject.history();
    if (history.epochs().isEmpty()) {
      return List.of(
          paragraph(
              subject.model().provenance().isImported()
                  ? "The weights were imported: there is no history of their fit."
                  : "The fit ended in its first epoch."));
    }
    boolean validated = history.last().validation().isPresent();
    String what =
        validated
            ? "Dashed: averages over each epoch's batches while it was trained. Drawn through:"
                + " the validation data after the epoch."
            : "Averages over each epoch's batches while it was trained; there was no validation"
                + " data.";
    Html chart =
        Figures.charts(
            LearningCurve.FIGURES.stream()
                .map(
                    figure ->
                        Figures.chart(
                            theme -> LearningCurve.of(history, figure, theme),
                            "Line chart: %s over %d epochs. The table below has the figures."
                                .formatted(figure.title(), history.epochs().size())))
                .toList(),
            what);
    return List.of(chart, details("The figures", figures(history, validated)));
  }

  private static Html figures(TrainingHistory history, boolean validated) {
    boolean constant = history.last().monitored().hasConstant();
    List<String> names = new ArrayList<>(List.of("epoch"));
    names.addAll(names(constant, ""));
    if (validated) {
      names.addAll(names(constant, ", validation"));
    }
    Table table = new Table("Nats per example", names);
    for (EpochResult epoch : history.epochs()) {
      List<String> cells = new ArrayList<>(cells(epoch.train(), constant));
      epoch.validation().ifPresent(validation -> cells.addAll(cells(validation, constant)));
      table.row(Integer.toString(epoch.epoch()), cells);
    }
    return table.toHtml();
  }

  private static List<String> names(boolean constant, String part) {
    return Stream.of("−ELBO", "reconstruction", "KL", CONSTANT)
        .limit(constant ? 4 : 3)
        .map(name -> name + part)
        .toList();
  }

  /** The −ELBO is the sum of the others. */
  private static List<String> cells(Evaluation e, boolean constant) {
    return DoubleStream.of(-e.elbo(), e.reconstruction(), e.kl(), e.constant())
        .limit(constant ? 4 : 3)
        .mapToObj(Sections::number)
        .toList();
  }

  private List<Html> samples() {
    SamplePage page = subject.view().samplePage(subject.rows(), subject.schema());
    List<EpochSamples.Page> pages = subject.samples().map(EpochSamples::pages).orElse(List.of());
    BufferedImage now = page.of(subject.model());
    return List.of(new Film(page, pages, now).toHtml(), paragraph(whereFrom(!pages.isEmpty())));
  }

  /** What draws the z of the samples. */
  private String whereFrom(boolean onItsWay) {
    String prior = "the prior, " + subject.model().description().prior();
    return subject
        .model()
        .sampler()
        .map(
            sampler ->
                "The fitted model's z are drawn by its sampler, %s%s."
                    .formatted(sampler, onItsWay ? "; those before it from " + prior : ""))
        .orElse("The z are drawn from " + prior + ".");
  }

  private List<Html> reconstructions() {
    List<ScoredRow> worst = ScoredRow.worst(subject.model(), subject.rows(), WORST);
    return List.of(
        subject.view().reconstructions(subject),
        Html.of("h3", "The worst " + worst.size()),
        paragraph(
            String.format(
                Locale.ROOT,
                "Of %,d rows of the data those with the greatest −ELBO, averaged over a few z:"
                    + " rare, or mislabelled, or what the model cannot do.",
                subject.rows().size())),
        subject.view().worst(subject, worst));
  }

  private List<Html> map() {
    if (subject.rows().size() < 2) {
      return List.of(paragraph("One row has no space."));
    }
    LatentMap map = new LatentMap(subject);
    return List.of(Figures.chart(map::on, "Scatter plot. " + map.caption(), map.caption()));
  }

  private List<Html> interpolations() {
    List<Way> ways =
        Way.through(subject.model(), subject.rows(), subject.posterior(), subject.conditions());
    return List.of(
        ways.isEmpty()
            ? paragraph("It takes two rows to go from one to another.")
            : subject.view().interpolations(subject, ways));
  }

  private List<Html> settings() {
    if (subject.model().provenance().isImported()) {
      return List.of(
          facts("Model", Facts.ofModel(subject.model())),
          paragraph("Imported from " + subject.model().provenance().data() + "."));
    }
    return List.of(
        facts("Model", Facts.ofModel(subject.model())),
        facts("Fit", Facts.ofFit(subject.model().provenance().settings(), subject.history())),
        facts("Provenance", Facts.ofOrigin(subject.model().provenance())));
  }

  private static Html facts(String name, Map<String, String> facts) {
    Table table = new Table(name, List.of("setting", "value"));
    facts.forEach((setting, value) -> table.row(setting, List.of(value)));
    return table.toHtml().with("class", "scroll facts");
  }

  /** The figures that one looks for first. */
  Html tiles() {
    List<Html> tiles = new ArrayList<>();
    Optional<EpochResult> last =
        subject.history().epochs().isEmpty()
            ? Optional.empty()
            : Optional.of(
                subject.model().provenance().settings().bestWeights()
                    ? subject.history().best()
                    : subject.history().last());
    last.ifPresent(
        epoch -> {
          Evaluation figures = epoch.monitored();
          String part = epoch.validation().isPresent() ? "validation" : "train";
          tiles.add(tile(number(-figures.elbo()), "−ELBO, " + part));
          tiles.add(tile(number(figures.reconstruction()), "reconstruction"));
          tiles.add(tile(number(figures.kl()), "KL"));
          if (figures.hasConstant()) {
            tiles.add(tile(number(figures.constant()), CONSTANT + " of the likelihood"));
          }
        });
    LatentDiagnostics latents = subject.latents();
    tiles.add(tile(latents.activeUnits() + " of " + latents.latents().size(), "latents active"));
    tiles.add(tile(Integer.toString(subject.history().epochs().size()), "epochs"));
    return Html.of("dl", tiles).with("class", "tiles");
  }

  private static Html tile(String value, String name) {
    return Html.of("div", Html.of("dt", name), Html.of("dd", value));
  }

  static Html details(String summary, Html content) {
    return Html.of("details", Html.of("summary", summary), content);
  }

  static Html paragraph(String text) {
    return Html.of("p", text);
  }

  static String sentence(Object words) {
    String text = words.toString();
    String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return begun.endsWith(".") ? begun : begun + ".";
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

package dev.cvae.report;

import dev.cvae.GenerativeModel;
import dev.cvae.ModelListener;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.image.Images;
import dev.cvae.training.EpochProgress;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model generates as training goes: after each epoch a page from the same z and under the
 * same conditions. For images a column a condition; for other data histograms of its features
 * against those of the data.
 *
 * <pre>{@code
 * EpochSamples samples = EpochSamples.of(test);
 * try (GenerativeModel model =
 *     Cvae.builder().latent(20).modelListener(samples).build().fit(train, test)) {
 *   samples.writeGif(Path.of("training.gif"));
 *   TrainingReport.of(model, test).samples(samples).write(Path.of("report"));
 * }
 * }</pre>
 *
 * <p>Keeps up to 24 pages: in a longer fit those of every second, fourth … epoch. For one fit, and
 * used by the thread that fits.
 */
public final class EpochSamples implements ModelListener {
  private static final int MOST = 24;

  private final DataSource data;
  private Optional<SamplePage> page = Optional.empty();
  private List<Page> pages = new ArrayList<>();
  private int stride = 1;

  private EpochSamples(DataSource data) {
    this.data = data;
  }

  /**
   * A page after an epoch.
   *
   * @param epoch which, from 1
   * @param image what the model generated then
   */
  public record Page(int epoch, BufferedImage image) {}

  /**
   * Samples under the conditions that some data has.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @return the listener of one fit
   */
  public static EpochSamples of(DataSource data) {
    return new EpochSamples(data);
  }

  @Override
  public void epochDone(EpochProgress progress, GenerativeModel model) {
    int epoch = progress.result().epoch();
    if (epoch % stride == 0 || epoch == 1) {
      pages.add(new Page(epoch, page(model).of(model)));
    }
    if (pages.size() > MOST) {
      stride *= 2;
      pages.removeIf(kept -> kept.epoch() % stride != 0 && kept.epoch() != 1);
    }
  }

  private SamplePage page(GenerativeModel model) {
    SamplePage drawn = page.orElseGet(() -> page(data, model.description().conditions()));
    page = Optional.of(drawn);
    return drawn;
  }

  private static SamplePage page(DataSource data, ConditionSchema schema) {
    Dataset rows = ReportRows.of(data, schema);
    return RowView.of(rows.shape()).samplePage(rows, schema);
  }

  /**
   * The pages so far.
   *
   * @return an immutable list, by epochs; empty before the first one is done
   */
  public List<Page> pages() {
    return List.copyOf(pages);
  }

  /**
   * Writes the pages as a film of half a second an epoch, which repeats.
   *
   * @param file the target, in an existing folder; replaced if it is there
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeGif(Path file) {
    Images.writeGif(pages.stream().map(Page::image).toList(), Duration.ofMillis(500), file);
  }
}

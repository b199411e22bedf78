package dev.cvae.web;

import dev.cvae.GenerativeModel;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ExportFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the article's interactive page: type a number, and the model's decoder draws each digit as
 * handwriting, every time anew. For a model with other conditions the page has other controls.
 *
 * <pre>{@code
 * WebExport.write(model, Path.of("page"));
 * ExportReport report =
 *     WebExport.write(model, Path.of("page"), ExportOptions.defaults().testData(Mnist.test()));
 * System.out.println(report);                                  // size and cost of each precision
 * }</pre>
 *
 * <p>Four files: {@code index.html}, {@code page.js}, {@code cvae.js}, and {@code weights.js} with
 * the decoder, the prior and the sampler, their weights rounded. They ask nothing of any network or
 * server: the page works from any static server and when it is opened from disk.
 *
 * <p>Rows must be grey or colour images; networks, reconstruction loss and prior built in (but not
 * a VampPrior); fields of the condition categories, labels, numbers or short vectors. Any thread
 * may use it.
 */
public final class WebExport {
  /** The greatest loss of reconstruction that a precision chosen by itself may cost, in nats. */
  static final double MOST_NATS = 0.5;

  /** How many latents the page's sliders walk along. */
  static final int WALK = 2;

  private WebExport() {}

  /**
   * Writes the page with weights of 8 bits, and measures what needs no data.
   *
   * @param model stays open
   * @param folder where the files go; made if it does not exist
   * @return what was written, and what rounding costs
   * @throws InvalidSettingException if the page cannot draw with such a model, or the folder has
   *     files of these names that are not an earlier export's; nothing has been written
   * @throws java.io.UncheckedIOException if the folder cannot be written; nothing half-done is left
   */
  public static ExportReport write(GenerativeModel model, Path folder) {
    return write(model, folder, ExportOptions.defaults());
  }

  /**
   * Writes the page.
   *
   * <p>The files are written completely or not at all. Other files in the folder stay; those of an
   * earlier export are replaced.
   *
   * @param model stays open
   * @param folder where the files go; made if it does not exist
   * @param options precision, data to measure with
   * @return what was written, and what rounding costs
   * @throws InvalidSettingException if the page cannot draw with such a model, or the folder has
   *     files of these names that are not an earlier export's; nothing has been written
   * @throws java.io.UncheckedIOException if the folder cannot be written; nothing half-done is left
   */
  public static ExportReport write(GenerativeModel model, Path folder, ExportOptions options) {
    PageModel page = PageModel.of(model.toFile());
    List<Integer> walk = LatentWalk.strongest(model, WALK);
    List<PageModel.Rounded> all =
        Arrays.stream(WeightPrecision.values())
            .map(precision -> page.rounded(precision, walk))
            .toList();
    ExportFolder target = new ExportFolder(folder, Page.MARK);
    target.check(Page.of(all.get(0)).keySet());
    ExportReport report = measure(model, all, options);
    all.stream()
        .filter(rounded -> rounded.precision() == report.precision())
        .forEach(chosen -> target.write(Page.of(chosen)));
    return report;
  }

  private static ExportReport measure(
      GenerativeModel model, List<PageModel.Rounded> rounded, ExportOptions options) {
    RoundingCost measure = new RoundingCost(model, options.testData());
    List<ExportReport.Cost> costs = new ArrayList<>();
    for (PageModel.Rounded one : rounded) {
      costs.add(measure.of(one, options.loading()));
    }
    WeightPrecision precision = options.precision().orElse(WeightPrecision.INT8);
    ExportReport report =
        new ExportReport(precision, measure.exactReconstruction(), measure.exactAccuracy(), costs);
    return options.precision().isPresent() || options.testData().isEmpty()
        ? report
        : report.with(smallest(report));
  }

  /** The last one that costs little enough: they are in the order of their sizes. */
  private static WeightPrecision smallest(ExportReport report) {
    double most = report.exactReconstruction().orElseThrow() + MOST_NATS;
    WeightPrecision smallest = WeightPrecision.FLOAT32;
    for (ExportReport.Cost cost : report.costs()) {
      if (cost.reconstruction().orElseThrow() < most) {
        smallest = cost.precision();
      }
    }
    return smallest;
  }
}

package dev.cvae.samples.web;

import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the article's interactive page: type a number, and the model's decoder draws each digit as
 * handwriting, every time anew.
 *
 * <p>Three files: {@code index.html}, {@code cvae.js}, and {@code weights.js} with the decoder's
 * weights rounded to bytes. They need no network and no server: the page works from any static
 * server and when it is opened from disk.
 */
public final class WebExport {
  private static final String PAGE = "index.html";
  private static final String SCRIPT = "cvae.js";
  private static final String WEIGHTS = "weights.js";

  private WebExport() {}

  /**
   * What an export cost.
   *
   * @param weightBytes the size of {@code weights.js}
   * @param exactReconstruction the reconstruction loss on the test data with the model's own
   *     weights, in nats per example
   * @param roundedReconstruction the same with the decoder's weights as the page has them: the same
   *     arithmetic, one z per example, the same noise
   */
  public record Report(long weightBytes, double exactReconstruction, double roundedReconstruction) {
    /** For people: the size, both losses and their difference. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s has %,d bytes; reconstruction on test data %.3f nats with exact weights, %.3f with"
              + " rounded ones (%+.3f), one z per example",
          WEIGHTS,
          weightBytes,
          exactReconstruction,
          roundedReconstruction,
          roundedReconstruction - exactReconstruction);
    }
  }

  /**
   * Writes the page for a model.
   *
   * <p>The files are written completely or not at all. Other files in the folder stay; those of an
   * earlier export are replaced.
   *
   * @param model fitted to grey images with one label of at most ten classes; built-in networks. It
   *     stays open
   * @param test on which the cost of rounding is measured; labelled, of the model's shape
   * @param folder where the files go; made if it does not exist
   * @param options where it is measured
   * @return what the rounding costs
   * @throws InvalidSettingException if the page cannot draw with such a model, or the folder has
   *     files of these names that are not an earlier export's; nothing has been written
   * @throws UncheckedIOException if the folder cannot be written; nothing half-done is left
   */
  public static Report write(
      GenerativeModel model, Dataset test, Path folder, LoadOptions options) {
    ModelFile exact = fileOf(model);
    DigitDecoder decoder = DigitDecoder.of(exact);
    PageFolder target = new PageFolder(folder);
    target.check(List.of(WEIGHTS, SCRIPT, PAGE));
    double exactLoss = reconstruction(exact, test, options);
    double roundedLoss = reconstruction(decoder.rounded(), test, options);

    Map<String, String> contents = new LinkedHashMap<>();
    contents.put(WEIGHTS, WeightsScript.of(decoder, exactLoss, roundedLoss));
    contents.put(SCRIPT, resource(SCRIPT));
    contents.put(PAGE, resource(PAGE));
    target.write(contents);
    return new Report(contents.get(WEIGHTS).length(), exactLoss, roundedLoss); // it is ASCII
  }

  private static ModelFile fileOf(GenerativeModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.save(bytes);
    return ModelFile.read(new ByteArrayInputStream(bytes.toByteArray()));
  }

  /** Both models are loaded from bytes, so that nothing but the weights differs. */
  private static double reconstruction(ModelFile file, Dataset test, LoadOptions options) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.write(bytes);
    try (GenerativeModel model =
        GenerativeModel.load(new ByteArrayInputStream(bytes.toByteArray()), options)) {
      return model.evaluate(test).reconstruction();
    }
  }

  private static String resource(String name) {
    try (InputStream in = WebExport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}

package dev.cvae.onnx;

import dev.cvae.GenerativeModel;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ExportFolder;
import dev.cvae.file.ModelFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a fitted model as three ONNX graphs (operator set 18), which give the same numbers as the
 * model does, to 1e-5, wherever ONNX runs.
 *
 * <pre>{@code
 * OnnxExport.write(model, Path.of("digits-onnx"));
 * }</pre>
 *
 * <table>
 * <caption>The files</caption>
 * <tr><th>file</th><th>inputs</th><th>outputs</th></tr>
 * <tr><td>{@code encoder.onnx}</td><td>{@code x}, condition</td>
 *     <td>{@code mean}, {@code log_variance}, of q(z|x,c)</td></tr>
 * <tr><td>{@code decoder.onnx}</td><td>{@code z}, condition</td>
 *     <td>{@code x}, the mean of p(x|z,c)</td></tr>
 * <tr><td>{@code generate.onnx}</td><td>{@code noise} ε ~ N(0, I), condition; {@code uniform_prior}
 *     under a VampPrior and {@code uniform_sampler} with a fitted sampler, both (batch, 1) in (0,
 *     1)</td>
 *     <td>{@code x}, the mean of p(x|z,c) at a z drawn as the model draws it; that {@code z}</td></tr>
 * </table>
 *
 * <p>Arrays are float32 and (batch, width), the batch of any size, x row by row as in {@link
 * dev.cvae.Samples}, in the data's own units: scaling is inside. A field of the condition is an
 * input {@code condition_NAME}: for categories int64 codes, (batch), for any other field float32,
 * (batch, width), in the user's units. Where fields may be missing, a negative code or NaN
 * throughout says that one is. The metadata's {@code cvae.description} is the model's description
 * as JSON, with the condition's fields and the names of categories.
 *
 * <p>Graphs do not check what comes in as the model does; only a code that is no category is an
 * error when they run. The same model gives the same bytes. Any thread may call this.
 */
public final class OnnxExport {
  private OnnxExport() {}

  /**
   * Writes the three files of a model, completely or not at all. Other files in the folder stay;
   * those of an earlier export are replaced.
   *
   * @param model of built-in networks and a built-in reconstruction loss; it stays open
   * @param folder where the files go; made if it does not exist
   * @return the files, in the order above
   * @throws InvalidSettingException if the model has own blocks or an own loss, which cannot be
   *     exported, or the folder has files of these names that are not an earlier export's; nothing
   *     has been written
   * @throws UncheckedIOException if the folder cannot be written; nothing half-done is left
   */
  public static List<Path> write(GenerativeModel model, Path folder) {
    return write(model.toFile(), folder);
  }

  /**
   * Writes the three files of a model that need not be opened.
   *
   * @param model as a file has it
   * @param folder where the files go; made if it does not exist
   * @return the files, in the order above
   * @throws InvalidSettingException as {@link #write(GenerativeModel, Path)} does
   * @throws UncheckedIOException as {@link #write(GenerativeModel, Path)} does
   */
  public static List<Path> write(ModelFile model, Path folder) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("encoder.onnx", ModelGraph.encoder(model));
    files.put("decoder.onnx", ModelGraph.decoder(model));
    files.put("generate.onnx", ModelGraph.generate(model));
    ExportFolder target = new ExportFolder(folder, Graph.PRODUCER);
    target.check(files.keySet());
    target.write(files);
    return files.keySet().stream().map(folder::resolve).toList();
  }
}

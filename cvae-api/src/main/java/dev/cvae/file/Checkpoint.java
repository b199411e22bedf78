package dev.cvae.file;

import dev.cvae.model.ModelDescription;
import dev.cvae.training.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fit on its way: a model file that also holds where the fit stands.
 *
 * <p>Anything that reads model files reads it as the model so far. What is added is one more entry
 * of the metadata, {@code cvae.checkpoint}, JSON, and tensors whose names begin with {@code
 * training.}.
 *
 * @param model the model so far; its history are the finished epochs
 * @param state where the fit stands
 * @param validation the SHA-256 of the validation data, if the fit was given any
 */
public record Checkpoint(ModelFile model, TrainingState state, Optional<String> validation) {
  private static final String CHECKPOINT = "cvae.checkpoint";
  private static final String OPTIMISER = ModelFile.TRAINING + "optimiser.";
  private static final String BEST = ModelFile.TRAINING + "best.";

  /**
   * Reads a checkpoint and checks its digest.
   *
   * @param file the file
   * @return its content
   * @throws dev.cvae.error.ModelFileException if it is missing, damaged, of a newer format, or not
   *     a checkpoint
   */
  public static Checkpoint read(Path file) {
    return ModelFile.readContent(file, Checkpoint::parse, unused -> {});
  }

  /**
   * Writes a checkpoint: beside the target, forced to disk, then moved over it.
   *
   * @param file the target, in an existing folder
   * @throws dev.cvae.error.ModelFileException if it cannot be written; the target is as it was
   */
  public void write(Path file) {
    AtomicWrite.to(file, out -> new SafeTensors(metadata(), tensors()).write(out));
  }

  /**
   * Deletes what a fit that was killed while it wrote a checkpoint has left in its folder.
   *
   * @param folder in which nobody writes now
   * @throws dev.cvae.error.ModelFileException if the folder cannot be read or changed
   */
  public static void deleteBrokenOff(Path folder) {
    AtomicWrite.deleteBrokenOff(folder);
  }

  /**
   * In what a fit differs from the one that this is a checkpoint of.
   *
   * @param description what is to be fitted
   * @param settings how
   * @return the first difference in words, or nothing if there is none
   */
  public Optional<String> differenceFrom(ModelDescription description, TrainingSettings settings) {
    return model
        .differenceFrom(description)
        .or(
            () ->
                JsonDifference.between(
                    Json.write(TrainingSettingsJson.write(model.provenance().settings())),
                    Json.write(TrainingSettingsJson.write(settings))));
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
    metadata.put(CHECKPOINT, CheckpointJson.write(this));
    return metadata;
  }

  private List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(model.tensors());
    state.optimiser().forEach(tensor -> tensors.add(tensor.named(OPTIMISER + tensor.name())));
    state.best().forEach(tensor -> tensors.add(tensor.named(BEST + tensor.name())));
    return tensors;
  }

  private static Checkpoint parse(SafeTensors content) {
    ModelFile model = ModelFile.parse(content);
    String json = ModelFile.entry(content, CHECKPOINT);
    return ModelFile.sensible(
        () ->
            CheckpointJson.read(
                json, model, withPrefix(OPTIMISER, content), withPrefix(BEST, content)));
  }

  private static List<Tensor> withPrefix(String prefix, SafeTensors content) {
    return content.tensors().stream()
        .filter(tensor -> tensor.name().startsWith(prefix))
        .map(tensor -> tensor.named(tensor.name().substring(prefix.length())))
        .toList();
  }
}

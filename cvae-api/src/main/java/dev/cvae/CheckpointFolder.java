package dev.cvae;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.Checkpoint;
import dev.cvae.file.ModelFile;
import dev.cvae.file.TrainingState;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.spi.CheckpointWriter;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The checkpoints of one fit in their folder: writes a new one, then deletes the oldest. */
final class CheckpointFolder implements CheckpointWriter {
  private final Checkpoints setting;
  private final ModelDescription description;
  private final BiFunction<Networks, TrainingHistory, Provenance> provenance;
  private final Optional<String> validation;
  private long lastWritten = System.nanoTime();

  private CheckpointFolder(
      Checkpoints setting,
      ModelDescription description,
      BiFunction<Networks, TrainingHistory, Provenance> provenance,
      Optional<String> validation) {
    this.setting = setting;
    this.description = description;
    this.provenance = provenance;
    this.validation = validation;
  }

  /**
   * The folder, ready to be written to.
   *
   * @param task the fit; a new one needs a folder without checkpoints
   * @param provenance of the model so far
   * @param validation the fingerprint of the validation data
   */
  static CheckpointFolder open(
      Checkpoints setting,
      FitTask task,
      BiFunction<Networks, TrainingHistory, Provenance> provenance,
      Optional<String> validation) {
    List<Path> there = Checkpoints.files(setting.folder());
    if (task.start().checkpoint().isEmpty() && !there.isEmpty()) {
      throw InvalidSettingException.of(
          "folder of checkpoints",
          "must have none before a new fit (resume the old one, or give it another folder)",
          there.get(there.size() - 1));
    }
    try {
      Files.createDirectories(setting.folder());
    } catch (IOException e) {
      throw new ModelFileException("cannot make folder " + setting.folder() + ": " + e, e);
    }
    Checkpoint.deleteBrokenOff(setting.folder());
    return new CheckpointFolder(setting, task.description(), provenance, validation);
  }

  /** The checkpoint of a file, or the last one of a folder. */
  static Checkpoint read(Path folderOrFile) {
    if (!Files.isDirectory(folderOrFile)) {
      return Checkpoint.read(folderOrFile);
    }
    List<Path> files = Checkpoints.files(folderOrFile);
    if (files.isEmpty()) {
      throw new ModelFileException("folder " + folderOrFile + " has no checkpoint to resume from");
    }
    return Checkpoint.read(files.get(files.size() - 1));
  }

  @Override
  public boolean due(long steps) {
    return (setting.steps().isPresent() && steps % setting.steps().getAsLong() == 0)
        || (setting.time().isPresent()
            && System.nanoTime() - lastWritten >= setting.time().get().toNanos());
  }

  @Override
  public void write(Networks networks, TrainingHistory finished, TrainingState state) {
    ModelFile model =
        new ModelFile(description, provenance.apply(networks, finished), networks.weights());
    Path file = setting.file(state.steps());
    new Checkpoint(model, state, validation).write(file);
    deleteOlderThan(file);
    lastWritten = System.nanoTime();
  }

  /**
   * A fit that was resumed from an earlier checkpoint may find later ones: it writes them again.
   */
  private void deleteOlderThan(Path newest) {
    List<Path> files = Checkpoints.files(setting.folder());
    int upToNewest = files.indexOf(newest) + 1;
    for (Path old : files.subList(0, Math.max(0, upToNewest - setting.keep()))) {
      try {
        Files.deleteIfExists(old);
      } catch (IOException e) {
        throw new ModelFileException("cannot delete " + old + ": " + e, e);
      }
    }
  }
}

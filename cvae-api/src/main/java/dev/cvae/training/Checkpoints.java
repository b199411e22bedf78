package dev.cvae.training;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where and how often a fit writes down where it stands, so that it can be resumed: {@code
 * checkpoint-00012000.safetensors} after 12,000 steps. Each is a model file that also holds what
 * the optimiser remembers.
 *
 * <pre>{@code
 * Cvae cvae = Cvae.builder().latent(256)
 *     .checkpoints(Checkpoints.in(Path.of("digits-fit")).everySteps(1000).keep(3)).build();
 * cvae.fit(train);                                    // and after it was killed:
 * cvae.resume(Path.of("digits-fit"), train);
 * }</pre>
 *
 * <p>What is set here does not change the model. Immutable.
 *
 * @param folder made if it is not there; of one fit alone
 * @param steps after every so many steps
 * @param time after every so much time; with both, each counts for itself
 * @param keep how many are kept, 1 or more; older ones are deleted once a newer one is safe
 */
public record Checkpoints(Path folder, OptionalLong steps, Optional<Duration> time, int keep) {
  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{8,}\\.safetensors");

  /** More than eight digits are a longer name. */
  private static final Comparator<Path> BY_STEPS =
      Comparator.<Path>comparingInt(file -> file.getFileName().toString().length())
          .thenComparing(file -> file.getFileName().toString());

  /** Checks the ranges. */
  public Checkpoints {
    Objects.requireNonNull(folder, "folder");
    steps.ifPresent(every -> Range.count("everySteps", every, TrainingSettings.MOST_STEPS));
    time.ifPresent(every -> TrainingSettings.requirePositive("every", every));
    Range.count("keep", keep, TrainingSettings.LARGEST);
    if (steps.isEmpty() && time.isEmpty()) {
      throw new InvalidSettingException("checkpoints must be written every so often, were not");
    }
  }

  /**
   * Checkpoints every ten minutes, of which the last three are kept.
   *
   * @param folder made if it is not there; of one fit alone
   * @return the setting
   */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, OptionalLong.empty(), Optional.of(Duration.ofMinutes(10)), 3);
  }

  /**
   * Every so many steps instead.
   *
   * @param count 1 or more
   * @return a changed copy
   */
  public Checkpoints everySteps(long count) {
    return new Checkpoints(folder, OptionalLong.of(count), Optional.empty(), keep);
  }

  /**
   * Every so much time instead.
   *
   * @param interval more than nothing
   * @return a changed copy
   */
  public Checkpoints every(Duration interval) {
    return new Checkpoints(folder, OptionalLong.empty(), Optional.of(interval), keep);
  }

  /**
   * How many are kept.
   *
   * @param count 1 or more
   * @return a changed copy
   */
  public Checkpoints keep(int count) {
    return new Checkpoints(folder, steps, time, count);
  }

  /**
   * The file of one checkpoint.
   *
   * @param done after how many steps
   * @return its path, whether it is there or not
   */
  public Path file(long done) {
    return folder.resolve("checkpoint-%08d.safetensors".formatted(done));
  }

  /**
   * The checkpoints in a folder.
   *
   * @param folder the folder; none if it is not there
   * @return their files, by steps, the last one last
   * @throws ModelFileException if the folder cannot be read
   */
  public static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Checkpoints::isCheckpoint).sorted(BY_STEPS).toList();
    } catch (IOException e) {
      throw new ModelFileException("cannot read folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isCheckpoint(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }
}

package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.ModelFileException;
import dev.cvae.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsWrittenIsReadBitForBit(long seed) throws IOException {
    // given
    Random random = new Random(seed);
    ModelFile model = ModelFiles.random(random);
    Checkpoint checkpoint = new Checkpoint(model, state(random), Optional.of("abc"));
    Path file = folder.resolve("c.safetensors");

    // when
    checkpoint.write(file);

    // then
    Checkpoint read = Checkpoint.read(file);
    Path again = folder.resolve("again.safetensors");
    read.write(again);
    assertThat(again).as("seed %d", seed).hasSameBinaryContentAs(file);
    assertThat(read.state().sums()).isEqualTo(checkpoint.state().sums());
    assertThat(read.state().elapsed()).isEqualTo(checkpoint.state().elapsed());
    assertThat(read.state().steps()).isEqualTo(checkpoint.state().steps());
    assertThat(read.state().optimiser()).extracting(Tensor::name).containsExactly("mean.a");
    assertThat(read.state().best()).extracting(Tensor::name).containsExactly("a");
    assertThat(read.model().provenance()).isEqualTo(model.provenance());
    assertThat(read.validation()).contains("abc");
    assertThat(ModelFiles.bytes(ModelFile.read(file))).isEqualTo(ModelFiles.bytes(model));
  }

  @Test
  void aModelFileIsNoCheckpoint() {
    Path file = folder.resolve("m.safetensors");
    ModelFiles.small().write(file);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("its metadata lack cvae.checkpoint");
  }

  @Test
  void whatDiffersIsSaidOfDescriptionAndSettings() {
    Random random = new Random(3);
    ModelFile small = ModelFiles.small();
    Checkpoint checkpoint = new Checkpoint(small, state(random), Optional.empty());
    TrainingSettings settings = small.provenance().settings();

    assertThat(checkpoint.differenceFrom(small.description(), settings)).isEmpty();
    assertThat(checkpoint.differenceFrom(small.description(), settings.steps(9)))
        .contains("steps is not set in the file, and 9 here");
    assertThat(checkpoint.differenceFrom(small.description(), settings.batchSize(9)))
        .contains("batch_size is 128 in the file, and 9 here");
    assertThat(checkpoint.differenceFrom(ModelFiles.random(random).description(), settings))
        .hasValueSatisfying(difference -> assertThat(difference).contains("in the file, and"));
  }

  @Test
  void whatAKilledProcessHasLeftIsDeletedAndNothingElse() throws IOException {
    Path kept = Files.writeString(folder.resolve("mine.txt"), "kept");
    Files.writeString(folder.resolve(".cvae-1234"), "half a checkp");
    Checkpoint.deleteBrokenOff(folder);
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(kept));
    assertThat(kept).exists();
  }

  private static TrainingState state(Random random) {
    return new TrainingState(
        1 + random.nextInt(9),
        random.nextInt(9),
        random.nextLong() >>> 1,
        new TrainingState.Sums(
            random.nextInt(100),
            random.nextDouble(),
            -1e3 * random.nextDouble(),
            random.nextDouble()),
        Duration.ofNanos(random.nextLong() >>> 1),
        List.of(new Tensor("mean.a", new int[] {2}, new float[] {random.nextFloat(), -0f})),
        List.of(new Tensor("a", new int[] {1}, new float[] {Float.NaN})));
  }
}

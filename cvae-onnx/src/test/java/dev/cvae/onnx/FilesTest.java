package dev.cvae.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.ModelFile;
import dev.cvae.likelihood.CustomLoss;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Network;
import dev.cvae.prior.Prior;
import dev.cvae.random.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written, and what is not. */
class FilesTest {
  private static final CustomNetwork OWN = () -> "residual";

  @TempDir Path folder;

  private static ModelFile model(Network encoder, Network decoder, ReconstructionLoss loss) {
    ModelDescription description =
        new ModelDescription(
            Shape.of(6),
            ConditionSchema.label(3),
            2,
            encoder,
            decoder,
            loss,
            Prior.STANDARD_NORMAL);
    return RandomWeights.model(description, Optional.empty(), RandomStream.of(1));
  }

  private static ModelFile model() {
    return model(Network.mlp(4), Network.mlp(4), ReconstructionLoss.BCE);
  }

  @Test
  void threeFilesGoToANewFolderAndAgainOverThemselves() throws IOException {
    Path target = folder.resolve("a/b");

    List<Path> written = OnnxExport.write(model(), target);
    byte[] first = Files.readAllBytes(target.resolve("generate.onnx"));
    OnnxExport.write(model(), target);

    assertThat(written)
        .containsExactly(
            target.resolve("encoder.onnx"),
            target.resolve("decoder.onnx"),
            target.resolve("generate.onnx"));
    assertThat(target).isDirectoryContaining(file -> written.contains(file));
    assertThat(names(target))
        .containsExactlyInAnyOrder("encoder.onnx", "decoder.onnx", "generate.onnx");
    assertThat(target.resolve("generate.onnx")).hasBinaryContent(first);
  }

  @Test
  void whatSomebodyElsePutThereStays() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.write(folder.resolve("decoder.onnx"), new byte[] {8, 8, 18, 7, 'p', 'y', 't'});

    assertThatThrownBy(() -> OnnxExport.write(model(), folder))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("folder must have no decoder.onnx but one of an earlier export");

    assertThat(names(folder)).containsExactlyInAnyOrder("notes.txt", "decoder.onnx");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    assertThatThrownBy(() -> OnnxExport.write(model(), file))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("folder must be a folder or not exist");
    assertThatThrownBy(() -> OnnxExport.write(model(), file.resolve("below")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write");
    assertThat(file).hasContent("mine");
  }

  @Test
  void ownBlocksCannotBeExported() {
    ModelFile encoder = model(OWN, Network.mlp(4), ReconstructionLoss.BCE);
    ModelFile decoder = model(Network.mlp(4), OWN, ReconstructionLoss.BCE);

    assertRefused(
        encoder, "encoder must be a built-in network: own blocks cannot be exported, was residual");
    assertRefused(
        decoder, "decoder must be a built-in network: own blocks cannot be exported, was residual");
  }

  @Test
  void ownLossesCannotBeExportedEvenAsAPart() {
    ReconstructionLoss own = new Poisson();
    ReconstructionLoss mixed = ReconstructionLoss.mixed(ReconstructionLoss.MSE.on(4), own.on(2));

    for (ReconstructionLoss loss : List.of(own, mixed)) {
      assertRefused(
          model(Network.mlp(4), Network.mlp(4), loss),
          "reconstructionLoss must be a built-in one: own losses cannot be exported, was poisson");
    }
  }

  private void assertRefused(ModelFile model, String message) {
    Path target = folder.resolve("none");
    assertThatThrownBy(() -> OnnxExport.write(model, target))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(message);
    assertThat(target).doesNotExist();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** A loss of one's own. */
  private record Poisson() implements CustomLoss {
    @Override
    public String name() {
      return "poisson";
    }

    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public double logProbability(float[] x, double[] parameters) {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void mean(double[] parameters, float[] mean) {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void draw(double[] parameters, RandomStream random, long position, float[] x) {
      throw new UnsupportedOperationException("nobody asks");
    }
  }
}

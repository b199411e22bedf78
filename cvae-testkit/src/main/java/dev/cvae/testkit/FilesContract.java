package dev.cvae.testkit;

import static dev.cvae.testkit.Close.assertSameWeights;
import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.conditions;
import static dev.cvae.testkit.Examples.fitted;
import static dev.cvae.testkit.Examples.fittedPlain;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.tiny;
import static dev.cvae.testkit.Examples.weights;
import static dev.cvae.testkit.Examples.withTensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.Tensor;
import dev.cvae.likelihood.ReconstructionLoss;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model is after it has been a file. */
abstract class FilesContract {
  @TempDir Path folder;

  @Test
  void aModelLoadedByPathAnswersAsTheSavedOne() {
    try (GenerativeModel saved = fitted()) {
      saved.save(folder.resolve("model.safetensors"));
      try (GenerativeModel loaded = GenerativeModel.load(folder.resolve("model.safetensors"))) {
        assertSameModel(saved, loaded);
      }
    }
  }

  @Test
  void aModelLoadedFromAStreamAnswersAsTheSavedOne() throws IOException {
    try (GenerativeModel saved =
            tiny().reconstructionLoss(ReconstructionLoss.MSE).build().fit(labelled(50));
        InputStream in = new ByteArrayInputStream(bytes(saved));
        GenerativeModel loaded = GenerativeModel.load(in)) {
      assertSameModel(saved, loaded);
    }
  }

  @Test
  void aModelLoadedFromTheClassPathAnswersAsTheSavedOne() throws Exception {
    // given: a class path with a class and, beside it, the model
    Path beside = folder.resolve(Owner.class.getPackageName().replace('.', '/'));
    Files.createDirectories(beside);
    String owner = Owner.class.getName();
    String classFile = owner.substring(owner.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = Owner.class.getResourceAsStream(classFile)) {
      Files.write(beside.resolve(classFile), in.readAllBytes());
    }
    try (GenerativeModel saved = fitted();
        URLClassLoader classPath = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      saved.save(beside.resolve("digits.safetensors"));

      // when
      Class<?> there = Class.forName(owner, true, classPath);
      try (GenerativeModel loaded = GenerativeModel.loadResource(there, "digits.safetensors")) {

        // then
        assertSameModel(saved, loaded);
      }
      assertThatThrownBy(() -> GenerativeModel.loadResource(there, "letters.safetensors").close())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("letters.safetensors");
    }
  }

  /** A class that a model lies beside. */
  static final class Owner {
    private Owner() {}
  }

  @Test
  void aPlainModelStaysPlain() {
    try (GenerativeModel saved = fittedPlain();
        GenerativeModel loaded = load(bytes(saved))) {
      assertThat(loaded.description()).isEqualTo(saved.description());
      assertThat(loaded.generate(20, 1).rows()).isDeepEqualTo(saved.generate(20, 1).rows());
    }
  }

  @Test
  void aModelSavedAgainIsTheSameFile() {
    try (GenerativeModel saved = fitted();
        GenerativeModel loaded = load(bytes(saved))) {
      assertThat(bytes(loaded)).isEqualTo(bytes(saved));
    }
  }

  @Test
  void aFileReplacesAnotherAndIsWhatAStreamGets() throws IOException {
    Path file = Files.writeString(folder.resolve("model.safetensors"), "something else");
    try (GenerativeModel model = fitted()) {
      model.save(file);
      assertThat(file).hasBinaryContent(bytes(model));
      assertThat(folder).isDirectoryContaining(path -> path.equals(file));
      try (var files = Files.list(folder)) {
        assertThat(files).hasSize(1);
      }
    }
  }

  @Test
  void savingDoesNotChangeTheModel() {
    try (GenerativeModel model = fitted()) {
      float[][] before = model.generate(Condition.label(1), 20, 1).rows();
      byte[] first = bytes(model);
      assertThat(bytes(model)).isEqualTo(first);
      assertThat(model.generate(Condition.label(1), 20, 1).rows()).isDeepEqualTo(before);
    }
  }

  @Test
  void twoModelsOfOneFileLiveApart() {
    try (GenerativeModel saved = fitted()) {
      GenerativeModel first = load(bytes(saved));
      try (GenerativeModel second = load(bytes(saved))) {
        first.close();
        assertSameModel(saved, second);
      }
    }
  }

  @Test
  void aTensorThatTheFileLacksIsNamed() {
    try (GenerativeModel model = fitted()) {
      for (Tensor missing : weights(model)) {
        List<Tensor> others = new ArrayList<>(weights(model));
        others.removeIf(tensor -> tensor.name().equals(missing.name()));
        byte[] file = withTensors(model, others);
        assertThatThrownBy(() -> load(file).close())
            .isInstanceOf(ModelFileException.class)
            .hasMessageContaining(missing.name());
      }
    }
  }

  @Test
  void aTensorThatTheDescriptionDoesNotKnowIsNamed() {
    try (GenerativeModel model = fitted()) {
      List<Tensor> more = new ArrayList<>(weights(model));
      more.add(new Tensor("encoder.hidden.2.weight", new int[] {1}, new float[1]));
      byte[] file = withTensors(model, more);
      assertThatThrownBy(() -> load(file).close())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("encoder.hidden.2.weight");
    }
  }

  @Test
  void aTensorOfAnotherShapeIsNamedWithBothShapes() {
    try (GenerativeModel model = fitted()) {
      List<Tensor> turned =
          weights(model).stream()
              .map(
                  tensor ->
                      tensor.name().equals("decoder.output.weight")
                          ? new Tensor(tensor.name(), new int[] {8, 6}, tensor.values())
                          : tensor)
              .toList();
      byte[] file = withTensors(model, turned);
      assertThatThrownBy(() -> load(file).close())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("decoder.output.weight")
          .hasMessageContaining("[8, 6]")
          .hasMessageContaining("[6, 8]");
    }
  }

  @Test
  void theOrderOfTensorsInAFileDoesNotMatter() {
    try (GenerativeModel model = fitted()) {
      List<Tensor> reversed = new ArrayList<>(weights(model));
      java.util.Collections.reverse(reversed);
      try (GenerativeModel loaded = load(withTensors(model, reversed))) {
        assertSameModel(model, loaded);
      }
    }
  }

  @Test
  void aDamagedFileIsRefused() {
    try (GenerativeModel model = fitted()) {
      byte[] file = bytes(model);
      file[file.length - 3] ^= 1;
      assertThatThrownBy(() -> load(file).close())
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("damaged");
    }
  }

  private static void assertSameModel(GenerativeModel saved, GenerativeModel loaded) {
    assertThat(loaded.description()).isEqualTo(saved.description());
    assertThat(loaded.provenance()).isEqualTo(saved.provenance());
    assertThat(loaded.history()).isEqualTo(saved.history());
    assertSameWeights(weights(saved), weights(loaded));
    GenerationRequest request = GenerationRequest.of(conditions(40)).seed(9);
    assertThat(loaded.generate(request).rows()).isDeepEqualTo(saved.generate(request).rows());
    assertThat(loaded.encode(labelled(20)).mean()).isDeepEqualTo(saved.encode(labelled(20)).mean());
    assertThat(loaded.evaluate(labelled(20))).isEqualTo(saved.evaluate(labelled(20)));
  }
}

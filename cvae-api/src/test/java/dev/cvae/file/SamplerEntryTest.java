package dev.cvae.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.condition.Condition;
import dev.cvae.error.CvaeException;
import dev.cvae.error.ModelFileException;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.GaussianMixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplerEntryTest {
  private static final FittedSampler SAMPLER =
      new FittedSampler(
          "gaussian-mixture",
          4,
          new int[] {1, 3},
          List.of(Condition.label(2), Condition.label(0)),
          List.of(
              GaussianMixture.of(
                  new float[] {0.25f, 0.75f},
                  new float[][] {{1, 2}, {3, 4}},
                  new float[][] {{1, 0, 0.5f, 2}, {3, 0, -1, Float.MIN_NORMAL}}),
              GaussianMixture.of(
                  new float[] {1}, new float[][] {{-5, 6}}, new float[][] {{7, 0, 8, 9}})));

  @Test
  void theJsonIsKnown() {
    assertThat(SamplerEntry.json(SAMPLER))
        .isEqualTo(
            "{\"name\":\"gaussian-mixture\",\"latent\":4,\"active\":[1,3],\"groups\":["
                + "{\"condition\":{\"label\":2},\"components\":2},"
                + "{\"condition\":{\"label\":0},\"components\":1}]}");
  }

  @Test
  void theComponentsOfAllConditionsFollowOneAnother() {
    List<Tensor> tensors = SamplerEntry.tensors(SAMPLER);
    assertThat(tensors)
        .extracting(Tensor::name)
        .containsExactly("sampler.weights", "sampler.means", "sampler.factors");
    assertThat(tensors.get(0).values()).containsExactly(0.25f, 0.75f, 1);
    assertThat(tensors.get(1).values()).containsExactly(1, 2, 3, 4, -5, 6);
    assertThat(tensors.get(2).shape()).containsExactly(3, 2, 2);
  }

  @Test
  void whatGoesInComesOutAgain() {
    FittedSampler read =
        SamplerEntry.read(SamplerEntry.json(SAMPLER), SamplerEntry.tensors(SAMPLER));

    assertThat(read.conditions()).isEqualTo(SAMPLER.conditions());
    assertThat(SamplerEntry.json(read)).isEqualTo(SamplerEntry.json(SAMPLER));
    for (int i = 0; i < 3; i++) {
      assertThat(SamplerEntry.tensors(read).get(i).values())
          .containsExactly(SamplerEntry.tensors(SAMPLER).get(i).values());
    }
  }

  @Test
  void categoriesWithNamesAreKeptByName() {
    Condition seven = Condition.of("digit", "seven").and("hand", 1);
    GaussianMixture line =
        GaussianMixture.of(new float[] {1}, new float[][] {{2}}, new float[][] {{3}});
    FittedSampler named = new FittedSampler("s", 4, new int[] {0}, List.of(seven), List.of(line));

    assertThat(SamplerEntry.json(named))
        .contains("{\"condition\":{\"digit\":\"seven\",\"hand\":1},\"components\":1}");
    FittedSampler read = SamplerEntry.read(SamplerEntry.json(named), SamplerEntry.tensors(named));
    assertThat(read.conditions()).containsExactly(seven);
  }

  @Test
  void aSamplerWithoutActiveLatentsComesOutAgain() {
    GaussianMixture point =
        GaussianMixture.of(new float[] {1}, new float[][] {{}}, new float[][] {{}});
    FittedSampler collapsed =
        new FittedSampler("s", 4, new int[0], List.of(Condition.none()), List.of(point));
    FittedSampler read =
        SamplerEntry.read(SamplerEntry.json(collapsed), SamplerEntry.tensors(collapsed));
    assertThat(read.active()).isEmpty();
    assertThat(read.mixture(Condition.none())).isPresent();
  }

  @Test
  void theFileKeepsWeightsAndSamplerApart() {
    ModelFile small = ModelFiles.small();
    FittedSampler sampler =
        new FittedSampler(
            "s",
            small.description().latent(),
            new int[] {0},
            List.of(anyCondition(small)),
            List.of(GaussianMixture.of(new float[] {1}, new float[][] {{2}}, new float[][] {{3}})));
    byte[] bytes = ModelFiles.bytes(small.withSampler(Optional.of(sampler)));

    ModelFile read = ModelFiles.read(bytes);
    assertThat(read.tensors()).extracting(Tensor::name).containsExactly("a.weight", "a.bias");
    assertThat(read.sampler().orElseThrow().conditions()).isEqualTo(sampler.conditions());
    assertThat(ModelFiles.bytes(read)).isEqualTo(bytes);
  }

  @Test
  void aSamplerOfAnotherModelIsRefused() {
    ModelFile small = ModelFiles.small();
    assertThatThrownBy(
            () -> ModelFiles.read(ModelFiles.bytes(small.withSampler(Optional.of(SAMPLER)))))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("sampler.latent must be the model's 2, was 4");
  }

  @Test
  void damagedPartsAreNamed() {
    String json = SamplerEntry.json(SAMPLER);
    List<Tensor> tensors = SamplerEntry.tensors(SAMPLER);

    assertThatThrownBy(() -> SamplerEntry.read(json, tensors.subList(0, 2)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the file lacks the tensor sampler.factors");
    assertThatThrownBy(
            () -> SamplerEntry.read(json.replace("\"components\":2", "\"components\":3"), tensors))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("tensor sampler.weights must have 4 values, had 3");
    assertThatThrownBy(
            () ->
                SamplerEntry.read(
                    json.replace("\"components\":2", "\"components\":-1")
                        .replace("\"components\":1", "\"components\":4"),
                    tensors))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("sampler.groups must have components, one has -1");
    assertThatThrownBy(() -> SamplerEntry.read(json.replace("[1,3]", "[3,1]"), tensors))
        .isInstanceOf(CvaeException.class)
        .hasMessageContaining("must ascend");

    List<Tensor> notPositive = new ArrayList<>(tensors);
    notPositive.set(2, new Tensor("sampler.factors", new int[] {3, 2, 2}, new float[12]));
    assertThatThrownBy(() -> SamplerEntry.read(json, notPositive))
        .isInstanceOf(CvaeException.class)
        .hasMessageContaining("positive on its diagonal");
  }

  private static Condition anyCondition(ModelFile file) {
    Condition condition = Condition.none();
    for (var field : file.description().conditions().fields()) {
      condition = condition.and(field.name(), 0);
    }
    return condition;
  }
}

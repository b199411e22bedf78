package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.InvalidDataException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.sampler.Sampler;
import dev.cvae.training.LatentDiagnostics;
import dev.cvae.training.LatentDiagnostics.Latent;
import dev.cvae.training.TrainingHistory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose latents come from a fitted sampler. */
class SampledLatentsTest {
  private static final Condition ONE = Condition.label(1);

  @TempDir private Path folder;
  private ClassPath classPath;

  private final Dataset data = Models.data(2000);
  private final Cvae cvae =
      Cvae.builder().latent(3).epochs(1).sampler(Sampler.gaussianMixture()).build();

  @BeforeEach
  void addBackend() {
    classPath = ClassPath.withBackend(folder);
  }

  @AfterEach
  void removeBackend() {
    classPath.close();
  }

  @Test
  void latentsHaveTheMomentsOfTheAggregatedPosterior() {
    try (GenerativeModel model = cvae.fit(data)) {
      float[][] expected = model.encode(data.withLabel(1)).sample(9);
      float[][] drawn = model.generate(ONE, 4000, 1).latents();
      for (int i = 0; i < 3; i++) {
        double deviation = Math.sqrt(variance(expected, i));
        // 400 rows: the standard error of their mean is deviation / 20
        assertThat(mean(drawn, i)).isCloseTo(mean(expected, i), within(0.2 * deviation));
        assertThat(variance(drawn, i) / variance(expected, i)).isBetween(0.75, 1.33);
      }
    }
  }

  @Test
  void thePriorCanBeNamedInstead() {
    try (GenerativeModel model = cvae.fit(data);
        GenerativeModel plain = cvae.toBuilder().sampler(Sampler.PRIOR).build().fit(data)) {
      GenerationRequest request = GenerationRequest.of(ONE, 20).seed(4);
      float[][] prior = plain.generate(request).latents();

      assertThat(model.generate(request.sampler(Sampler.PRIOR)).latents()).isDeepEqualTo(prior);
      assertThat(model.generate(request.sampler("prior")).latents()).isDeepEqualTo(prior);
      assertThat(model.generate(request.sampler("gaussian-mixture")).latents())
          .isDeepEqualTo(model.generate(request).latents());
      assertThat(model.generate(request).latents()[0]).isNotEqualTo(prior[0]);
      assertThat(plain.sampler()).isEmpty();
    }
  }

  @Test
  void aModelNamesItsSamplerAndDoesNotAdviseToFitOne() {
    LatentDiagnostics far =
        new LatentDiagnostics(List.of(new Latent(1, OptionalDouble.of(2), 1.5)), 2);
    TrainingHistory history = new TrainingHistory(List.of()).latents(Optional.of(far));
    try (GenerativeModel model = cvae.fit(data)) {
      assertThat(model.describe()).contains("\nsampler gaussian-mixture of 5 conditions on ");
      assertThat(model.warnings()).isEqualTo(model.history().warningsWithSampler());
      assertThat(history.warningsWithSampler()).isEmpty();
      assertThat(history.warnings()).singleElement().asString().contains("a sampler fitted after");
    }
  }

  @Test
  void aSamplerCanBeFittedLaterAndForgotten() {
    try (GenerativeModel atOnce = cvae.fit(data);
        GenerativeModel model = cvae.toBuilder().sampler(Sampler.PRIOR).build().fit(data)) {
      model.fitSampler(Sampler.gaussianMixture(), data);
      assertThat(model.generate(ONE, 20, 4).latents())
          .isDeepEqualTo(atOnce.generate(ONE, 20, 4).latents());

      model.fitSampler(Sampler.PRIOR, data);
      assertThat(model.sampler()).isEmpty();
    }
  }

  @Test
  void aRowsLatentDependsOnTheSeedAndItsNumberAlone() {
    try (GenerativeModel model = cvae.fit(data)) {
      float[][] many = model.generate(ONE, 50, 4).latents();
      float[][] few = model.generate(Collections.nCopies(7, ONE), 4).latents();
      for (int row = 0; row < few.length; row++) {
        assertThat(few[row]).containsExactly(many[row]);
      }
    }
  }

  @Test
  void theSamplerIsSavedWithTheModelToTheBit() {
    try (GenerativeModel model = cvae.fit(data)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      model.save(bytes);
      try (GenerativeModel loaded =
          GenerativeModel.load(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(loaded.generate(ONE, 50, 4).latents())
            .isDeepEqualTo(model.generate(ONE, 50, 4).latents());
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        loaded.save(again);
        assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
      }
    }
  }

  @Test
  void withoutNoiseOnlyTheComponentsMeansAreLeft() {
    try (GenerativeModel model = cvae.fit(data)) {
      float[][] means = model.sampler().orElseThrow().mixture(ONE).orElseThrow().means();
      GenerationRequest cold = GenerationRequest.of(ONE, 100).seed(1).temperature(0);
      for (float[] z : model.generate(cold).latents()) {
        assertThat(Arrays.stream(means)).anyMatch(mean -> Arrays.equals(mean, z));
      }
    }
  }

  @Test
  void aSamplerThatTheModelLacksIsNamedWithThoseItHas() {
    try (GenerativeModel model = cvae.fit(data);
        GenerativeModel plain = cvae.toBuilder().sampler(Sampler.PRIOR).build().fit(data)) {
      GenerationRequest request = GenerationRequest.of(ONE, 2);
      assertThatThrownBy(() -> model.generate(request.sampler("flow")))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage("sampler must be prior or gaussian-mixture, was flow");
      assertThatThrownBy(() -> plain.generate(request.sampler(Sampler.gaussianMixture())))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage("sampler must be prior (none has been fitted), was gaussian-mixture");
    }
  }

  @Test
  void aFitThatLeavesTooFewRowsForTheSamplerClosesTheModel() {
    assertThatThrownBy(() -> cvae.fit(Models.data(20)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("sampler gaussian-mixture must have a condition with at least 20");
    assertThat(LinearBackend.lastNetworks.isClosed()).isTrue();
  }

  private static double mean(float[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
  }

  private static double variance(float[][] rows, int column) {
    double mean = mean(rows, column);
    return Arrays.stream(rows)
        .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
        .average()
        .orElseThrow();
  }
}

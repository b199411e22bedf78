package dev.cvae.testkit;

import static dev.cvae.testkit.Examples.bytes;
import static dev.cvae.testkit.Examples.labelled;
import static dev.cvae.testkit.Examples.load;
import static dev.cvae.testkit.Examples.plain;
import static dev.cvae.testkit.Examples.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.Cvae;
import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.prior.Prior;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.Sampler;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Latents from a sampler that is fitted after the model. */
abstract class SamplersContract {
  private static final Condition ONE = Condition.label(1);

  /** Long enough for both latents to say something of the data. */
  private static Cvae.Builder longer() {
    return tiny().epochs(20).learningRate(0.01).sampler(Sampler.gaussianMixture());
  }

  @Test
  void latentsOfAConditionLieWhereTheEncoderPutsItsRows() {
    try (GenerativeModel model = longer().build().fit(labelled(300))) {
      FittedSampler sampler = model.sampler().orElseThrow();
      float[][] encoded = model.encode(labelled(300).withLabel(1)).sample(5);
      float[][] drawn = model.generate(ONE, 2000, 5).latents();

      assertThat(sampler.conditions()).hasSize(Examples.CLASSES);
      for (int latent : sampler.active()) {
        // the latents' scale is about 1; 100 rows give their mean with an error of 0.1
        assertThat(mean(drawn, latent)).isCloseTo(mean(encoded, latent), within(0.4));
      }
    }
  }

  @Test
  void aSavedSamplerDrawsTheSameLatentsToTheBit() {
    try (GenerativeModel model = longer().build().fit(labelled(90));
        GenerativeModel loaded = load(bytes(model))) {
      assertThat(loaded.generate(ONE, 50, 3).latents())
          .isDeepEqualTo(model.generate(ONE, 50, 3).latents());
      assertThat(bytes(loaded)).isEqualTo(bytes(model));
    }
  }

  @Test
  void aSamplerChangesNoWeightAndThePriorCanStillBeAsked() {
    try (GenerativeModel model = longer().build().fit(labelled(90));
        GenerativeModel without = longer().sampler(Sampler.PRIOR).build().fit(labelled(90))) {
      GenerationRequest request = GenerationRequest.of(ONE, 20).seed(3);
      assertThat(model.generate(request.sampler(Sampler.PRIOR)).rows())
          .isDeepEqualTo(without.generate(request).rows());
    }
  }

  @Test
  void aPlainModelHasOneMixture() {
    try (GenerativeModel model = longer().build().fit(plain(90))) {
      assertThat(model.sampler().orElseThrow().conditions()).containsExactly(Condition.none());
      assertThat(model.generate(5, 1).latents()).hasDimensions(5, Examples.LATENT);
    }
  }

  @Test
  void aSamplerStandsBesideALearnedPrior() {
    try (GenerativeModel model = longer().prior(Prior.conditional()).build().fit(labelled(90))) {
      GenerationRequest request = GenerationRequest.of(ONE, 5).seed(1);
      float[][] sampled = model.generate(request).latents();
      float[][] learned = model.generate(request.sampler("prior")).latents();
      for (int latent = 0; latent < Examples.LATENT; latent++) {
        boolean active = contains(model.sampler().orElseThrow().active(), latent);
        assertThat(sampled[0][latent] == learned[0][latent]).isEqualTo(!active);
      }
    }
  }

  private static boolean contains(int[] numbers, int number) {
    return Arrays.stream(numbers).anyMatch(one -> one == number);
  }

  private static double mean(float[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
  }
}

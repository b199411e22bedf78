package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.condition.ConditionColumns;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.StandardNormal;
import dev.cvae.random.RandomStream;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.Sampler;
import dev.cvae.spi.Networks;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Draws latents for generation: from the prior, or from a fitted sampler. */
final class LatentDraws {
  private static final int MANY_ROWS = 1000; // of which several cores draw the noise

  private final Networks networks;
  private final ModelDescription description;
  private final Optional<FittedSampler> sampler;
  private final Decoding decoding;

  LatentDraws(Networks networks, ModelDescription description, Optional<FittedSampler> sampler) {
    this.networks = networks;
    this.description = description;
    this.sampler = sampler;
    this.decoding = new Decoding(networks, description);
  }

  /** A z for each row of a request; row i's depends on the stream and i alone. */
  float[][] draw(GenerationRequest request, RandomStream random) {
    RandomStream ofNoise = random.split("latent");
    float[][] noise = new float[request.conditions().size()][description.latent()];
    IntStream rows = IntStream.range(0, noise.length);
    (noise.length < MANY_ROWS ? rows : rows.parallel())
        .forEach(row -> request.noise(ofNoise, (long) row * description.latent(), noise[row]));
    float[][] latents =
        description.prior() instanceof StandardNormal
            ? noise
            : drawFromPrior(noise, request.conditions(), random.split("component"));
    samplerFor(request)
        .ifPresent(
            fitted ->
                drawFromSampler(
                    fitted, noise, request.conditions(), random.split("sampler"), latents));
    return latents;
  }

  private Optional<FittedSampler> samplerFor(GenerationRequest request) {
    Optional<FittedSampler> fitted = sampler;
    String known = fitted.map(FittedSampler::name).orElse(Sampler.PRIOR.name());
    String wanted = request.sampler().orElse(known);
    if (wanted.equals(Sampler.PRIOR.name())) {
      return Optional.empty();
    }
    if (!wanted.equals(known)) {
      throw InvalidSettingException.of(
          "sampler",
          "must be prior" + fitted.map(f -> " or " + known).orElse(" (none has been fitted)"),
          wanted);
    }
    return fitted;
  }

  private void drawFromSampler(
      FittedSampler fitted,
      float[][] noise,
      List<Condition> conditions,
      RandomStream choices,
      float[][] latents) {
    ConditionColumns columns = ConditionColumns.of(description.conditions(), conditions);
    for (int row = 0; row < noise.length; row++) {
      fitted.sample(columns.row(row), choices.uniform(row), noise[row], latents[row]);
    }
  }

  private float[][] drawFromPrior(
      float[][] noise, List<Condition> conditions, RandomStream components) {
    float[][] latents = new float[noise.length][];
    decoding.inParts(
        noise,
        conditions,
        (start, epsilon, columns, rows) -> {
          float[] uniform = new float[rows];
          for (int row = 0; row < rows; row++) {
            uniform[row] = (float) components.uniform(start + row);
          }
          float[] z = new float[epsilon.length];
          networks.prior(columns, rows, uniform, epsilon, z);
          Decoding.split(z, rows, latents, start);
        });
    return latents;
  }
}

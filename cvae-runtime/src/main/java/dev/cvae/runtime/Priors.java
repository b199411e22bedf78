package dev.cvae.runtime;

import dev.cvae.architecture.Architecture;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.VampPrior;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** p(z|c) of rows. */
final class Priors {
  private final ModelDescription description;
  private final Architecture<float[][]> architecture;
  private final Weights weights;
  private final RowBlocks blocks;

  Priors(
      ModelDescription description,
      Architecture<float[][]> architecture,
      Weights weights,
      RowBlocks blocks) {
    this.description = description;
    this.architecture = architecture;
    this.weights = weights;
    this.blocks = blocks;
  }

  /** One a row. */
  LatentDistribution[] of(Optional<float[][]> c, int rows) {
    if (description.prior() instanceof ConditionalNormal conditional) {
      return conditional(conditional, c.orElseThrow());
    }
    if (description.prior() instanceof VampPrior vamp) {
      return mixtures(vamp, c.orElseGet(() -> new float[rows][0]));
    }
    LatentDistribution[] all = new LatentDistribution[rows];
    Arrays.fill(all, DiagonalNormal.standard(description.latent()));
    return all;
  }

  private LatentDistribution[] conditional(ConditionalNormal prior, float[][] c) {
    LatentDistribution[] all = new LatentDistribution[c.length];
    blocks.run(
        c.length,
        (from, to) -> {
          float[][] rows = Arrays.copyOfRange(c, from, to);
          DiagonalNormal[] each = PlainNetworks.each(architecture.prior(prior, rows));
          System.arraycopy(each, 0, all, from, to - from);
        });
    return all;
  }

  /** 1/K Σ q(z|u_k, c): the pseudo-inputs u are encoded once for each different c. */
  private LatentDistribution[] mixtures(VampPrior prior, float[][] c) {
    Map<FloatBuffer, Integer> numbers = new HashMap<>(); // a buffer equals one of the same content
    List<float[]> different = new ArrayList<>();
    for (float[] row : c) {
      if (numbers.putIfAbsent(FloatBuffer.wrap(row), different.size()) == null) {
        different.add(row);
      }
    }
    List<NormalMixture> mixtures = mixturesOf(different, prior.components());
    LatentDistribution[] all = new LatentDistribution[c.length];
    for (int row = 0; row < all.length; row++) {
      all[row] = mixtures.get(numbers.getOrDefault(FloatBuffer.wrap(c[row]), 0));
    }
    return all;
  }

  private List<NormalMixture> mixturesOf(List<float[]> c, int components) {
    float[][] u = weights.rows("prior.pseudo_inputs");
    DiagonalNormal[] posteriors = new DiagonalNormal[c.size() * components];
    blocks.run(
        posteriors.length,
        (from, to) -> {
          float[][] inputs = new float[to - from][];
          float[][] conditions = new float[to - from][];
          for (int i = 0; i < inputs.length; i++) {
            inputs[i] = u[(from + i) % components];
            conditions[i] = c.get((from + i) / components);
          }
          Optional<float[][]> given =
              description.conditions().isEmpty() ? Optional.empty() : Optional.of(conditions);
          DiagonalNormal[] each = PlainNetworks.each(architecture.encoder(inputs, given));
          System.arraycopy(each, 0, posteriors, from, to - from);
        });
    List<NormalMixture> mixtures = new ArrayList<>();
    for (int i = 0; i < c.size(); i++) {
      mixtures.add(
          new NormalMixture(
              List.of(Arrays.copyOfRange(posteriors, i * components, (i + 1) * components))));
    }
    return mixtures;
  }
}

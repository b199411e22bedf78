package dev.cvae.runtime;

import dev.cvae.architecture.Architecture;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.ComponentTable;
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
    Optional<ComponentTable> table =
        description.prior().table(description.features(), description.latent());
    return table.isPresent()
        ? mixtures(table.get(), c.orElseGet(() -> new float[rows][0]))
        : normals(c, rows);
  }

  private LatentDistribution[] normals(Optional<float[][]> c, int rows) {
    LatentDistribution[] all = new LatentDistribution[rows];
    Arrays.fill(all, DiagonalNormal.standard(description.latent()));
    blocks.run(
        rows,
        (from, to) ->
            architecture
                .prior(Optional.empty(), PlainNetworks.part(c, from, to))
                .map(PlainNetworks::each)
                .ifPresent(each -> System.arraycopy(each, 0, all, from, to - from)));
    return all;
  }

  /** 1/K Σ N(μ_k(c), σ_k²(c)): the components are computed once for each different c. */
  private LatentDistribution[] mixtures(ComponentTable table, float[][] c) {
    Map<FloatBuffer, Integer> numbers = new HashMap<>(); // a buffer equals one of the same content
    List<float[]> different = new ArrayList<>();
    for (float[] row : c) {
      if (numbers.putIfAbsent(FloatBuffer.wrap(row), different.size()) == null) {
        different.add(row);
      }
    }
    List<NormalMixture> mixtures = mixturesOf(different, table);
    LatentDistribution[] all = new LatentDistribution[c.length];
    for (int row = 0; row < all.length; row++) {
      all[row] = mixtures.get(numbers.getOrDefault(FloatBuffer.wrap(c[row]), 0));
    }
    return all;
  }

  private List<NormalMixture> mixturesOf(List<float[]> c, ComponentTable table) {
    int components = table.components();
    float[][] u = weights.rows(table.name());
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
          DiagonalNormal[] each =
              PlainNetworks.each(architecture.prior(Optional.of(inputs), given).orElseThrow());
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

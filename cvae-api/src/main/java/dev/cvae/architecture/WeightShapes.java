package dev.cvae.architecture;

import dev.cvae.condition.Field;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.ComponentTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which weights a model has: the name and the shape of each tensor in its file. */
public final class WeightShapes {
  private WeightShapes() {}

  /**
   * The weights of a model.
   *
   * @param description of built-in networks; a loss of one's own has no weights
   * @return each tensor's shape by its name, in the order of the layers; the caller's
   * @throws InvalidSettingException if a network is one's own: its weights are not known here
   */
  public static Map<String, List<Integer>> of(ModelDescription description) {
    ShapeRecorder weights = new ShapeRecorder();
    Architecture<Integer> layers = new Architecture<>(description, weights);
    Optional<Integer> c = layers.condition(new Widths(description));
    layers.encoder(description.features(), c);
    layers.decoder(description.latent(), c);
    addLoss(weights, "decoder", description.reconstructionLoss(), description.features());
    Optional<ComponentTable> table =
        description.prior().table(description.features(), description.latent());
    table.ifPresent(u -> weights.add(u.name(), u.components(), u.width()));
    layers.prior(table.map(ComponentTable::width), c);
    return weights.shapes();
  }

  /** The widths of a condition's fields. */
  private record Widths(ModelDescription description) implements Fields<Integer> {
    @Override
    public Integer floats(int field) {
      Field of = description.conditions().fields().get(field);
      return description.conditions().width(of);
    }

    @Override
    public Integer codes(int field) {
      return 1;
    }
  }

  private static void addLoss(
      ShapeRecorder weights, String name, ReconstructionLoss loss, int features) {
    if (loss instanceof Gaussian gaussian && gaussian.sigma() != Gaussian.Sigma.ONE) {
      weights.add(name + ".log_sigma", gaussian.sigma() == Gaussian.Sigma.SHARED ? 1 : features);
    } else if (loss instanceof Observed observed) {
      addLoss(weights, name, observed.loss(), features);
    } else if (loss instanceof Mixed mixed) {
      for (int i = 0; i < mixed.parts().size(); i++) {
        addLoss(
            weights,
            name + ".parts." + i,
            mixed.parts().get(i).loss(),
            mixed.parts().get(i).features());
      }
    }
  }
}

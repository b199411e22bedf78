package dev.cvae.model;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.network.Conv;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.ComponentTable;
import dev.cvae.prior.Prior;
import dev.cvae.scaling.FittedScaling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Everything that says what a model computes, but for its weights.
 *
 * @param shape the shape of one row of data x
 * @param conditions the fields of the condition c; none for a plain VAE
 * @param latent the size of z
 * @param encoder the hidden layers of q(z|x,c)
 * @param decoder the hidden layers of p(x|z,c)
 * @param reconstructionLoss the likelihood of the data
 * @param prior p(z|c)
 * @param scaling from the data's units to the x of the networks
 * @param fieldEncoders of those fields of the condition that have one, by their names
 */
public record ModelDescription(
    Shape shape,
    ConditionSchema conditions,
    int latent,
    Network encoder,
    Network decoder,
    ReconstructionLoss reconstructionLoss,
    Prior prior,
    FittedScaling scaling,
    Map<String, FieldEncoder> fieldEncoders) {
  /**
   * Checks the latent size, that the loss is for such rows, the prior for such conditions, the
   * scaling for such features, and each field's encoder for such a field.
   */
  public ModelDescription {
    if (latent < 1) {
      throw InvalidSettingException.of("latent", "must be positive", latent);
    }
    reconstructionLoss.outputs(shape.size());
    if (prior.needsCondition() && conditions.isEmpty()) {
      throw InvalidSettingException.of(
          "prior", "must be one without condition for data that has none", prior);
    }
    if (!scaling.fits(shape.size())) {
      throw InvalidSettingException.of(
          "scaling", "must be of %d features".formatted(shape.size()), scaling);
    }
    fieldEncoders = Map.copyOf(fieldEncoders);
    for (Map.Entry<String, FieldEncoder> entry : fieldEncoders.entrySet()) {
      int index = conditions.indexOf(entry.getKey());
      if (index < 0) {
        throw InvalidSettingException.of(
            "field with an encoder", "must be one of " + conditions, entry.getKey());
      }
      entry.getValue().size(conditions.fields().get(index)); // throws if it is not for the field
    }
  }

  /**
   * A model of data as it is.
   *
   * @param shape the shape of one row of data x
   * @param conditions the fields of the condition c; none for a plain VAE
   * @param latent the size of z
   * @param encoder the hidden layers of q(z|x,c)
   * @param decoder the hidden layers of p(x|z,c)
   * @param reconstructionLoss the likelihood of the data
   * @param prior p(z|c)
   */
  public ModelDescription(
      Shape shape,
      ConditionSchema conditions,
      int latent,
      Network encoder,
      Network decoder,
      ReconstructionLoss reconstructionLoss,
      Prior prior) {
    this(
        shape,
        conditions,
        latent,
        encoder,
        decoder,
        reconstructionLoss,
        prior,
        FittedScaling.none(),
        Map.of());
  }

  /**
   * How many numbers of the condition the networks see.
   *
   * @return the sum over the fields, each as it is or as its encoder gives it, with what says that
   *     one is there
   */
  public int conditionWidth() {
    return conditions.fields().stream().mapToInt(this::conditionWidth).sum();
  }

  private int conditionWidth(Field field) {
    FieldEncoder encoder = fieldEncoders.get(field.name());
    if (encoder == null) {
      return conditions.width(field);
    }
    return encoder.size(field) + (conditions.hasPresence(field) ? 1 : 0);
  }

  /**
   * Whether networks see a field's codes, each of which has a vector of its own, and not its
   * floats.
   *
   * @param field of the condition
   * @return true if it has an {@link Embedding}
   */
  public boolean embeds(Field field) {
    return fieldEncoders.get(field.name()) instanceof Embedding;
  }

  /**
   * The size of the widest thing that a row comes to: its data, the parameters of p(x|z,c), its
   * latent, its condition as input, a built-in network's layer, or the components of its prior.
   *
   * @return how many values
   */
  public int widest() {
    return IntStream.of(
            features(),
            reconstructionLoss.parameters(features()),
            conditionWidth(),
            widest(encoder),
            widest(decoder),
            widestOfPrior())
        .max()
        .orElseThrow();
  }

  private int widest(Network network) {
    if (network instanceof Conv conv) {
      return conv.widest(shape);
    }
    return network instanceof Mlp mlp ? widest(mlp.hidden()) : 0;
  }

  private int widestOfPrior() {
    Optional<ComponentTable> table = prior.table(features(), latent);
    int one = Math.max(latent, widest(prior.hidden()));
    if (table.isEmpty()) {
      return one;
    }
    boolean everyRowHasItsOwn = // with numbers as c, each row has components of its own
        conditions.fields().stream().anyMatch(field -> !(field instanceof CategoryField));
    long values = everyRowHasItsOwn ? Math.max(one, table.get().width()) : one;
    return (int) // each z is held against each component
        Math.min(Integer.MAX_VALUE, table.get().components() * values);
  }

  private static int widest(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /**
   * The same with another reconstruction loss: an own one, supplied again after loading.
   *
   * @param loss the likelihood of the data
   * @return a new description
   */
  public ModelDescription withReconstructionLoss(ReconstructionLoss loss) {
    return new ModelDescription(
        shape, conditions, latent, encoder, decoder, loss, prior, scaling, fieldEncoders);
  }

  /**
   * How many values a row of data has.
   *
   * @return the size of the shape
   */
  public int features() {
    return shape.size();
  }
}

package dev.cvae.architecture;

import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.data.Shape;
import dev.cvae.model.ModelDescription;
import dev.cvae.network.Activation;
import dev.cvae.network.Conditioning;
import dev.cvae.network.Conv;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.ImageSize;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.Prior;
import dev.cvae.prior.StandardNormal;
import dev.cvae.prior.VampPrior;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The networks of a description, layer by layer: what each of them computes, and by which names its
 * weights stand in the model file.
 *
 * @param <A> stands for an array (rows, width)
 */
public final class Architecture<A> {
  private final ModelDescription description;
  private final Operations<A> operations;

  /**
   * The networks of a description in terms of some operations.
   *
   * @param description the model
   * @param operations compute, or write a program that does
   */
  public Architecture(ModelDescription description, Operations<A> operations) {
    this.description = description;
    this.operations = operations;
  }

  /**
   * From the fields of the condition to the c that encoder, decoder and prior see.
   *
   * @param fields each field's values
   * @return c, (rows, {@link ModelDescription#conditionWidth}), or empty without condition
   */
  public Optional<A> condition(Fields<A> fields) {
    ConditionSchema schema = description.conditions();
    List<A> parts = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      parts.add(field(schema, i, fields));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(joined(parts));
  }

  /** One field: as it is, embedded, or by an encoder of its own. */
  private A field(ConditionSchema schema, int i, Fields<A> fields) {
    Field field = schema.fields().get(i);
    FieldEncoder encoder = description.fieldEncoders().get(field.name());
    String name = "condition." + field.name();
    if (encoder == null) {
      return fields.floats(i);
    }
    if (encoder instanceof Embedding embedding) {
      int entries = field.width() + (schema.mayBeMissing() ? 1 : 0);
      return operations.lookup(name + ".embedding", fields.codes(i), entries, embedding.size());
    }
    A floats = fields.floats(i);
    if (!schema.hasPresence(field)) {
      return encoded(name, encoder, field, floats);
    }
    int width = field.width();
    A features = encoded(name, encoder, field, operations.columns(floats, 0, width));
    return joined(List.of(features, operations.columns(floats, width, width + 1)));
  }

  private A encoded(String name, FieldEncoder encoder, Field field, A values) {
    if (encoder instanceof Conv conv && field instanceof ImageField image) {
      Shape shape = Shape.of(image.channels(), image.rows(), image.columns());
      return down(name, conv, shape, values, Optional.empty());
    }
    return hidden(name, (Mlp) encoder, values);
  }

  /**
   * q(z|x,c).
   *
   * @param x (rows, features)
   * @param c the condition, if there is one
   * @return the posterior
   */
  public Normal<A> encoder(A x, Optional<A> c) {
    return heads("encoder", encoderFeatures(description.encoder(), x, c));
  }

  private A encoderFeatures(Network network, A x, Optional<A> c) {
    if (network instanceof Mlp mlp) {
      return hidden("encoder", mlp, joined(x, c));
    } else if (network instanceof Conv conv) {
      return down("encoder", conv, description.shape(), x, c);
    }
    return operations.ownEncoder((CustomNetwork) network, x, c);
  }

  /**
   * The decoder's last layer, from which the reconstruction loss makes p(x|z,c).
   *
   * @param z (rows, latent)
   * @param c the condition, if there is one
   * @return (rows, {@link dev.cvae.likelihood.ReconstructionLoss#outputs})
   */
  public A decoder(A z, Optional<A> c) {
    Network network = description.decoder();
    int outputs = description.reconstructionLoss().outputs(description.features());
    if (network instanceof Mlp mlp) {
      A features = hidden("decoder", mlp, joined(z, c));
      return operations.dense("decoder.output", features, outputs);
    } else if (network instanceof Conv conv) {
      return up(conv, z, c, outputs);
    }
    return operations.ownDecoder((CustomNetwork) network, z, c, outputs);
  }

  /**
   * p(z|c): the one normal distribution that it is, or one component of a mixture. All components
   * are as likely; whoever wants several asks with each of the table's rows.
   *
   * @param u of a mixture, and only of one: for each row the component's row of {@link
   *     Prior#table}, (rows, width)
   * @param c the condition, if there is one
   * @return its mean and log-variance, or empty for N(0, I), of which there is nothing to compute
   */
  public Optional<Normal<A>> prior(Optional<A> u, Optional<A> c) {
    Prior prior = description.prior();
    if (prior instanceof StandardNormal) {
      return Optional.empty();
    } else if (prior instanceof ConditionalNormal conditional) {
      return Optional.of(prior(conditional, c.orElseThrow()));
    } else if (prior instanceof VampPrior) {
      return Optional.of(encoder(u.orElseThrow(), c)); // q(z|u,c)
    }
    throw new IllegalStateException("no layers are known of the prior " + prior);
  }

  /**
   * The learned p(z|c) = N(μ(c), diag σ²(c)).
   *
   * @param prior the description's
   * @param c the condition
   * @return the prior
   */
  public Normal<A> prior(ConditionalNormal prior, A c) {
    A h = c;
    if (!prior.hidden().isEmpty()) {
      h = hidden("prior", new Mlp(prior.hidden(), Activation.RELU), c);
    }
    return heads("prior", h);
  }

  private Normal<A> heads(String name, A features) {
    int latent = description.latent();
    return new Normal<>(
        operations.dense(name + ".mean", features, latent),
        operations.dense(name + ".log_variance", features, latent));
  }

  /** The hidden layers of a multi-layer perceptron. */
  private A hidden(String name, Mlp mlp, A input) {
    A h = input;
    for (int layer = 0; layer < mlp.hidden().size(); layer++) {
      A sums = operations.dense(name + ".hidden." + layer, h, mlp.hidden().get(layer));
      h = operations.activation(mlp.activation(), sums); // (rows, width)
    }
    return h;
  }

  /** Convolutions from an image down: each block halves height and width. */
  private A down(String name, Conv conv, Shape shape, A images, Optional<A> c) {
    ImageSize size = conv.image(shape);
    A h = images;
    for (int block = 0; block < conv.channels().size(); block++) {
      int channels = conv.channels().get(block);
      A halved = operations.convolution(name + ".conv." + block, h, size, channels, 4, 2);
      size = new ImageSize(channels, size.height() / 2, size.width() / 2);
      h = operations.activation(conv.activation(), conditioned(name, conv, block, halved, size, c));
    }
    return h;
  }

  private A conditioned(
      String name, Conv conv, int block, A images, ImageSize size, Optional<A> c) {
    if (c.isPresent() && conv.conditioning() == Conditioning.FILM) {
      return film(name + ".film." + block, images, size, c.get());
    } else if (c.isPresent() && block == 0) {
      A planes = operations.linear(name + ".planes", c.get(), size.channels());
      return operations.shift(images, size, planes);
    }
    return images;
  }

  /** Convolutions from the latent up to the image: each block doubles height and width. */
  private A up(Conv conv, A z, Optional<A> c, int outputs) {
    boolean film = conv.conditioning() == Conditioning.FILM;
    Optional<A> modulating = film ? c : Optional.empty();
    ImageSize size = conv.innermost(description.shape());
    A input = film ? z : joined(z, c);
    A h = operations.dense("decoder.dense", input, Math.toIntExact(size.values()));
    h = operations.activation(conv.activation(), modulated(0, h, size, modulating));
    for (int block = 0; block < conv.channels().size() - 1; block++) {
      int channels = conv.channels().get(conv.channels().size() - 2 - block);
      h = doubled("decoder.conv." + block, h, size, channels);
      size = new ImageSize(channels, 2 * size.height(), 2 * size.width());
      h = operations.activation(conv.activation(), modulated(block + 1, h, size, modulating));
    }
    int channels = conv.image(description.shape()).channelsFor(outputs);
    return doubled("decoder.output", h, size, channels);
  }

  private A doubled(String name, A images, ImageSize size, int channels) {
    A four = operations.convolution(name, images, size, 4 * channels, 3, 1);
    return operations.pixelShuffle(four, new ImageSize(4 * channels, size.height(), size.width()));
  }

  private A modulated(int block, A images, ImageSize size, Optional<A> c) {
    return c.isPresent() ? film("decoder.film." + block, images, size, c.get()) : images;
  }

  private A film(String name, A images, ImageSize size, A c) {
    return operations.modulate(images, size, operations.dense(name, c, 2 * size.channels()));
  }

  private A joined(A input, Optional<A> c) {
    return c.isPresent() ? operations.join(List.of(input, c.get())) : input;
  }

  private A joined(List<A> parts) {
    return parts.size() == 1 ? parts.get(0) : operations.join(parts);
  }
}

package dev.cvae.djl;

import dev.cvae.architecture.Architecture;
import dev.cvae.architecture.Fields;
import dev.cvae.architecture.Normal;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.djl.GradientProgram.Value;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.model.ModelDescription;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.StandardNormal;
import java.util.List;
import java.util.Optional;

/**
 * Writes, in TorchScript, the program of one batch: the terms of the {@link Elbo} at z = μ + σ ⊙ ε,
 * and the gradient of log p(x|z,c) − β KL, negated and averaged over the batch, by every weight.
 * The derivatives of the likelihood and the KL are written out.
 *
 * <p>The program's arguments are those of {@link CompiledGradient}.
 */
final class ElboProgram {
  private static final String HEAD =
      """
      class Program(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Program,
          w: List[Tensor],
          g: List[Tensor],
          c: List[Tensor],
          x: Tensor,
          noise: Tensor,
          counts: Tensor,
          beta: float) -> Tensor:
      """;

  private final ModelDescription description;
  private final GradientProgram program;
  private final Architecture<Value> layers;

  private ElboProgram(ModelDescription description, List<String> weights) {
    this.description = description;
    this.program = new GradientProgram(weights);
    this.layers = new Architecture<>(description, program);
  }

  /**
   * The program's text.
   *
   * @param weights their names, in the order in which the program is given them
   * @return empty if the model has a part that is not for compiled programs
   */
  static Optional<String> of(ModelDescription description, List<String> weights) {
    try {
      return Optional.of(new ElboProgram(description, weights).text());
    } catch (UnsupportedOperationException e) {
      return Optional.empty(); // convolutions, own blocks, another likelihood or prior
    }
  }

  private String text() {
    String each = program.let("torch.reshape(torch.div(counts, torch.size(x, 0)), [-1, 1])");
    Optional<Value> c = layers.condition(new Given());
    Value x = new Value("x", description.features(), false);
    Normal<Value> posterior = layers.encoder(x, c); //      q(z|x,c)
    String variance = program.let("torch.exp(%s)".formatted(posterior.logVariance().name()));
    Value z = sample(posterior, variance); //               μ + σ ⊙ ε
    Value outputs = layers.decoder(z, c); //                p(x|z,c)
    String logLikelihood = likelihood(outputs, each);
    String kl = kl(posterior, variance, c, each);
    program.backward();
    String sums =
        "torch.stack([torch.dot(%s, counts), torch.dot(%s, counts)])".formatted(logLikelihood, kl);
    program.lines().add("return " + sums);
    return HEAD + String.join("", program.lines().stream().map("    %s\n"::formatted).toList());
  }

  /** z = μ + σ ⊙ ε; ∂z/∂μ = 1, ∂z/∂log σ² = ½ σ ε. */
  private Value sample(Normal<Value> posterior, String variance) {
    String scaled = program.let("torch.mul(torch.sqrt(%s), noise)".formatted(variance)); // σ ⊙ ε
    Value z =
        program.learned(
            description.latent(), "torch.add(%s, %s)".formatted(posterior.mean().name(), scaled));
    program.onTheWayBack(
        () -> {
          String dz = program.gradient(z);
          program.addGradient(posterior.mean(), dz);
          program.addGradient(
              posterior.logVariance(), "torch.mul(torch.mul(%s, %s), 0.5)".formatted(dz, scaled));
        });
    return z;
  }

  /** log p(x|z,c), (rows), without its constant; the gradient is of what is minimised. */
  private String likelihood(Value outputs, String each) {
    String l = outputs.name();
    if (description.reconstructionLoss() instanceof Bernoulli) { // x l − softplus(l)
      String terms = "torch.sub(torch.mul(x, %s), torch.softplus(%s))".formatted(l, l);
      program.onTheWayBack(
          () ->
              program.addGradient(
                  outputs, "torch.mul(torch.sub(torch.sigmoid(%s), x), %s)".formatted(l, each)));
      return program.let("torch.sum(%s, [1])".formatted(terms));
    } else if (description.reconstructionLoss() instanceof Gaussian gaussian
        && gaussian.sigma() == Gaussian.Sigma.ONE) { // −½ (x − f)² − ½ log 2π
      String error = program.let("torch.sub(%s, x)".formatted(l));
      program.onTheWayBack(
          () -> program.addGradient(outputs, "torch.mul(%s, %s)".formatted(error, each)));
      double constant = gaussian.logConstant(description.features());
      return program.let(
          "torch.add(torch.mul(torch.sum(torch.mul(%s, %s), [1]), -0.5), %s)"
              .formatted(error, error, constant));
    }
    throw new UnsupportedOperationException("this likelihood");
  }

  /** KL(q(z|x,c) ‖ p(z|c)), (rows). */
  private String kl(Normal<Value> posterior, String variance, Optional<Value> c, String each) {
    Value mean = posterior.mean();
    Value logVariance = posterior.logVariance();
    if (description.prior() instanceof StandardNormal) { // ½ (μ² + σ² − 1 − log σ²)
      program.onTheWayBack(
          () -> {
            String weight = program.let("torch.mul(%s, beta)".formatted(each));
            program.addGradient(mean, "torch.mul(%s, %s)".formatted(mean.name(), weight));
            program.addGradient(
                logVariance,
                "torch.mul(torch.sub(%s, 1), torch.mul(%s, 0.5))".formatted(variance, weight));
          });
      return program.let(
          "torch.mul(torch.sum(torch.sub(torch.sub(torch.addcmul(%s, %s, %s), %s), 1), [1]), 0.5)"
              .formatted(variance, mean.name(), mean.name(), logVariance.name()));
    } else if (description.prior() instanceof ConditionalNormal conditional) {
      return kl(posterior, variance, layers.prior(conditional, c.orElseThrow()), each);
    }
    throw new UnsupportedOperationException("this prior");
  }

  /** With d = μ − μ_p and r = σ² / σ_p²: ½ (r + d² / σ_p² − 1 − log r). */
  private String kl(Normal<Value> posterior, String variance, Normal<Value> prior, String each) {
    String difference =
        program.let("torch.sub(%s, %s)".formatted(posterior.mean().name(), prior.mean().name()));
    String precision =
        program.let("torch.exp(torch.neg(%s))".formatted(prior.logVariance().name()));
    String d = program.let("torch.mul(%s, %s)".formatted(difference, precision)); // d / σ_p²
    String square = program.let("torch.mul(%s, %s)".formatted(d, difference)); //    d² / σ_p²
    String ratio = program.let("torch.mul(%s, %s)".formatted(variance, precision)); // r
    program.onTheWayBack(
        () -> {
          String weight = program.let("torch.mul(%s, beta)".formatted(each));
          String half = program.let("torch.mul(%s, 0.5)".formatted(weight));
          String dMean = program.let("torch.mul(%s, %s)".formatted(d, weight));
          program.addGradient(posterior.mean(), dMean);
          program.addGradient(prior.mean(), "torch.neg(%s)".formatted(dMean));
          program.addGradient(
              posterior.logVariance(), "torch.mul(torch.sub(%s, 1), %s)".formatted(ratio, half));
          program.addGradient(
              prior.logVariance(),
              "torch.mul(torch.neg(torch.sub(torch.add(%s, %s), 1)), %s)"
                  .formatted(ratio, square, half));
        });
    String logRatio =
        "torch.sub(%s, %s)".formatted(posterior.logVariance().name(), prior.logVariance().name());
    return program.let(
        "torch.mul(torch.sum(torch.sub(torch.sub(torch.add(%s, %s), 1), %s), [1]), 0.5)"
            .formatted(ratio, square, logRatio));
  }

  /** The fields of the condition, as the program is given them. */
  private final class Given implements Fields<Value> {
    private final ConditionSchema schema = description.conditions();

    @Override
    public Value floats(int field) {
      return new Value("c[" + field + "]", schema.width(schema.fields().get(field)), false);
    }

    @Override
    public Value codes(int field) {
      return new Value("c[" + field + "]", 1, false);
    }
  }
}

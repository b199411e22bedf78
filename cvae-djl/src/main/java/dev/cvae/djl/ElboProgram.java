package dev.cvae.djl;

import dev.cvae.architecture.Architecture;
import dev.cvae.architecture.Fields;
import dev.cvae.architecture.Normal;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.djl.GradientProgram.Value;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.model.ModelDescription;
import dev.cvae.objective.Objective;
import dev.cvae.prior.ConditionalNormal;
import dev.cvae.prior.StandardNormal;
import dev.cvae.training.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes, in TorchScript, the program of one batch: the terms of the {@link Elbo} at z = μ + σ ⊙ ε,
 * and the gradient of log p(x|z,c) − β KL, negated and averaged over the batch, by every weight.
 * The derivatives of the likelihood and the KL are written out.
 */
final class ElboProgram {
  /** As {@link CompiledElbo} gives them. */
  private static final List<String> ARGUMENTS =
      List.of(
          "w: List[Tensor]",
          "g: List[Tensor]",
          "c: List[Tensor]",
          "x: Tensor",
          "noise: Tensor",
          "rowWeights: Tensor",
          "beta: float");

  private final ModelDescription description;
  private final GradientUse use;
  private final GradientProgram program;
  private final Architecture<Value> layers;

  private ElboProgram(
      ModelDescription description, List<String> weights, Precision precision, GradientUse use) {
    this.description = description;
    this.use = use;
    this.program = new GradientProgram(weights, precision, use);
    this.layers = new Architecture<>(description, program);
  }

  /**
   * The program's text. There is one for the ELBO of one z an example, with any weight of the KL,
   * of models of parts that are written here and in {@link GradientProgram}.
   *
   * @param precision of products of matrices
   * @param use of the gradients
   * @throws NoProgramException if there is none for the objective or the model
   */
  static String text(Objective objective, Model model, Precision precision, GradientUse use) {
    if (objective.bound() != Objective.Bound.ELBO
        || objective.samples() != 1
        || objective.freeBits() != 0) {
      throw new NoProgramException("the objective " + objective);
    }
    List<String> names = new ArrayList<>();
    model.weights().trained((name, array) -> names.add(name));
    return new ElboProgram(model.description(), names, precision, use).text();
  }

  private String text() {
    String each = program.let("torch.reshape(torch.div(rowWeights, torch.size(x, 0)), [-1, 1])");
    Optional<Value> c = layers.condition(new Given());
    Value x = new Value("x", description.features(), false);
    Normal<Value> posterior = exact(layers.encoder(x, c)); // q(z|x,c)
    String variance = program.let("torch.exp(%s)", posterior.logVariance().name());
    Value z = sample(posterior, variance); //                μ + σ ⊙ ε
    Value outputs = program.exact(layers.decoder(z, c)); //  p(x|z,c)
    String logLikelihood = likelihood(outputs, each);
    String kl = kl(posterior, variance, c, each);
    program.lines().addAll(use.before());
    program.backward();
    return """
        class Program(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Program, %s) -> Tensor:
            %s
            return torch.stack([torch.dot(%s, rowWeights), torch.dot(%s, rowWeights)])
        """
        .formatted(
            Stream.concat(ARGUMENTS.stream(), use.arguments().stream())
                .collect(Collectors.joining(", ")),
            String.join("\n    ", program.lines()),
            logLikelihood,
            kl);
  }

  /** In float32, in which all but products is computed. */
  private Normal<Value> exact(Normal<Value> normal) {
    return new Normal<>(program.exact(normal.mean()), program.exact(normal.logVariance()));
  }

  /** z = μ + σ ⊙ ε; ∂z/∂μ = 1, ∂z/∂log σ² = ½ σ ε. */
  private Value sample(Normal<Value> posterior, String variance) {
    String scaled = program.let("torch.mul(torch.sqrt(%s), noise)", variance); // σ ⊙ ε
    String mean = posterior.mean().name();
    Value z = program.learned(description.latent(), "torch.add(%s, %s)", mean, scaled);
    program.onTheWayBack(
        () -> {
          String dz = program.exact(program.gradient(z));
          program.addGradient(posterior.mean(), "%s", dz);
          program.addGradient(
              posterior.logVariance(), "torch.mul(torch.mul(%s, %s), 0.5)", dz, scaled);
        });
    return z;
  }

  /** log p(x|z,c), (rows); the gradient is of what is minimised. */
  private String likelihood(Value outputs, String each) {
    String l = outputs.name();
    if (description.reconstructionLoss() instanceof Bernoulli) { // x l − softplus(l)
      program.onTheWayBack(
          () ->
              program.addGradient(
                  outputs, "torch.mul(torch.sub(torch.sigmoid(%s), x), %s)", l, each));
      return program.let("torch.sum(torch.sub(torch.mul(x, %s), torch.softplus(%s)), [1])", l, l);
    } else if (description.reconstructionLoss() instanceof Gaussian gaussian
        && gaussian.sigma() == Gaussian.Sigma.ONE) { // −½ (x − f)² − ½ log 2π
      String error = program.let("torch.sub(%s, x)", l);
      program.onTheWayBack(() -> program.addGradient(outputs, "torch.mul(%s, %s)", error, each));
      double constant = gaussian.logConstant(description.features());
      return program.let(
          "torch.add(torch.mul(torch.sum(torch.mul(%s, %s), [1]), -0.5), " + constant + ")",
          error,
          error);
    }
    throw new NoProgramException("the reconstruction loss " + description.reconstructionLoss());
  }

  /** KL(q(z|x,c) ‖ p(z|c)), (rows). */
  private String kl(Normal<Value> posterior, String variance, Optional<Value> c, String each) {
    if (description.prior() instanceof ConditionalNormal conditional) {
      Normal<Value> prior = exact(layers.prior(conditional, c.orElseThrow()));
      return kl(posterior, variance, prior, each);
    } else if (!(description.prior() instanceof StandardNormal)) {
      throw new NoProgramException("the prior " + description.prior());
    }
    String mean = posterior.mean().name();
    String logVariance = posterior.logVariance().name();
    program.onTheWayBack( // ½ (μ² + σ² − 1 − log σ²)
        () -> {
          String weight = program.let("torch.mul(%s, beta)", each);
          program.addGradient(posterior.mean(), "torch.mul(%s, %s)", mean, weight);
          program.addGradient(
              posterior.logVariance(),
              "torch.mul(torch.sub(%s, 1), torch.mul(%s, 0.5))",
              variance,
              weight);
        });
    return program.let(
        "torch.mul(torch.sum(torch.sub(torch.sub(torch.addcmul(%s, %s, %s), %s), 1), [1]), 0.5)",
        variance, mean, mean, logVariance);
  }

  /** With d = μ − μ_p and r = σ² / σ_p²: ½ (r + d² / σ_p² − 1 − log r). */
  private String kl(Normal<Value> posterior, String variance, Normal<Value> prior, String each) {
    String logVariance = posterior.logVariance().name();
    String priorLogVariance = prior.logVariance().name();
    String difference =
        program.let("torch.sub(%s, %s)", posterior.mean().name(), prior.mean().name());
    String precision = program.let("torch.exp(torch.neg(%s))", priorLogVariance);
    String d = program.let("torch.mul(%s, %s)", difference, precision); // d / σ_p²
    String square = program.let("torch.mul(%s, %s)", d, difference); //    d² / σ_p²
    String ratio = program.let("torch.mul(%s, %s)", variance, precision); // r
    program.onTheWayBack(
        () -> {
          String weight = program.let("torch.mul(%s, beta)", each);
          String half = program.let("torch.mul(%s, 0.5)", weight);
          String dMean = program.let("torch.mul(%s, %s)", d, weight);
          program.addGradient(posterior.mean(), "%s", dMean);
          program.addGradient(prior.mean(), "torch.neg(%s)", dMean);
          program.addGradient(
              posterior.logVariance(), "torch.mul(torch.sub(%s, 1), %s)", ratio, half);
          program.addGradient(
              prior.logVariance(),
              "torch.mul(torch.neg(torch.sub(torch.add(%s, %s), 1)), %s)",
              ratio,
              square,
              half);
        });
    String logRatio = program.let("torch.sub(%s, %s)", logVariance, priorLogVariance);
    return program.let(
        "torch.mul(torch.sum(torch.sub(torch.sub(torch.add(%s, %s), 1), %s), [1]), 0.5)",
        ratio, square, logRatio);
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

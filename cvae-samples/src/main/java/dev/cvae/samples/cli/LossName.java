package dev.cvae.samples.cli;

import dev.cvae.likelihood.ReconstructionLoss;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The reconstruction losses that need nothing but a name. */
final class LossName implements ITypeConverter<ReconstructionLoss> {
  static final String NAMES =
      "bce, mse, continuous-bernoulli, gaussian, gaussian-per-feature or discretised-logistic";

  @Override
  public ReconstructionLoss convert(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "bce" -> ReconstructionLoss.BCE;
      case "mse" -> ReconstructionLoss.MSE;
      case "continuous-bernoulli" -> ReconstructionLoss.continuousBernoulli();
      case "gaussian" -> ReconstructionLoss.gaussian();
      case "gaussian-per-feature" -> ReconstructionLoss.gaussianPerFeature();
      case "discretised-logistic" -> ReconstructionLoss.discretisedLogistic();
      default -> throw new TypeConversionException("must be " + NAMES + ", was " + name);
    };
  }
}

package dev.cvae.samples.cli;

import dev.cvae.sampler.Sampler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The samplers as the command line names them. */
final class SamplerName implements ITypeConverter<Sampler> {
  static final String NAMES = "prior or gaussian-mixture";

  @Override
  public Sampler convert(String name) {
    return switch (name) {
      case "prior" -> Sampler.PRIOR;
      case "gaussian-mixture" -> Sampler.gaussianMixture();
      default -> throw new TypeConversionException("must be " + NAMES + ", was " + name);
    };
  }
}

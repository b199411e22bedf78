package dev.cvae.samples.cli;

import dev.cvae.prior.Prior;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The priors as the command line names them. */
final class PriorName implements ITypeConverter<Prior> {
  static final String NAMES = "standard, conditional or vamp:N";

  private static final Pattern VAMP = Pattern.compile("vamp:(\\d{1,9})");

  @Override
  public Prior convert(String name) {
    Matcher vamp = VAMP.matcher(name);
    if (vamp.matches()) {
      return Prior.vamp(Integer.parseInt(vamp.group(1)));
    }
    return switch (name) {
      case "standard" -> Prior.STANDARD_NORMAL;
      case "conditional" -> Prior.conditional();
      default -> throw new TypeConversionException("must be " + NAMES + ", was " + name);
    };
  }
}

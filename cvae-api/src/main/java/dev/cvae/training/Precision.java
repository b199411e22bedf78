package dev.cvae.training;

import dev.cvae.error.InvalidSettingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** In what a fit multiplies matrices. Weights, losses and the optimiser are float32 in any case. */
public enum Precision {
  /** In float32. */
  FLOAT32,

  /**
   * In bfloat16, summed in float32 (Micikevicius et al. 2018; Kalamkar et al. 2019): faster where
   * the processor has instructions for it. Each factor is rounded to 8 significant bits, so a
   * step's loss differs by some tenths of a percent from that of {@link #FLOAT32}. Where the
   * processor, the engine or a part of the model is not for it, the fit logs one line and takes
   * {@link #FLOAT32}.
   */
  MIXED;

  /**
   * The precision of a name, in capitals or not.
   *
   * @param name such as {@code mixed}
   * @return the precision
   * @throws InvalidSettingException if there is none of this name
   */
  public static Precision named(String name) {
    return Arrays.stream(values())
        .filter(precision -> precision.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidSettingException.of(
                    "precision",
                    Arrays.stream(values())
                        .map(precision -> precision.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or ", "must be ", "")),
                    name));
  }
}

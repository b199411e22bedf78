package dev.cvae.samples.cli;

import dev.cvae.error.InvalidSettingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What rows can be written as. */
enum RowsFormat {
  /** A page of pictures. */
  PNG,
  /** NumPy's array. */
  NPY,
  /** NumPy's arrays by name: rows x, labels y, latents z. */
  NPZ,
  /** Text with a header, a column a feature, label first. */
  CSV,
  /** A folder of PNG files, a sub-folder a label. */
  IMAGES;

  private String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** The format that was asked for, or that the name of the file ends in. */
  static RowsFormat of(Path out, Optional<RowsFormat> asked, RowsFormat... possible) {
    List<RowsFormat> known = List.of(possible);
    if (asked.isPresent()) {
      if (!known.contains(asked.get())) {
        throw InvalidSettingException.of("--format", "must be one of " + known, asked.get());
      }
      return asked.get();
    }
    if (OutputFile.isStandardOutput(out)) {
      throw new InvalidSettingException("--format must be given for --out -, was not");
    }
    String name = out.toString().toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(format -> format != IMAGES && name.endsWith(format.ending()))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidSettingException.of(
                    "--out",
                    Arrays.stream(possible)
                        .filter(format -> format != IMAGES)
                        .map(RowsFormat::ending)
                        .collect(Collectors.joining(" or ", "must end in ", "")),
                    out));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.cvae.samples.cli;

import dev.cvae.data.Dataset;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rows that a model is asked about. */
final class DataOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = DataName.FORMS,
      converter = DataName.Converter.class,
      description = {
        "mnist, the digits in the jar; fashion-mnist:DIR, once downloaded; a folder of idx",
        "files, or of images, one sub-folder a class; a file .npy, .npz or .csv; - for a pipe."
      })
  private DataName data = new DataName("");

  @Option(
      names = "--part",
      paramLabel = "train|test",
      description = "Which part of data that has two; test by default.")
  private Optional<DataName.Part> part = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N rows.")
  private Optional<Integer> limit = Optional.empty();

  @Mixin private final LayoutOptions layout = new LayoutOptions();

  /** Reads them; flat rows as long as the model's get its shape. */
  Dataset read(Shape ofModel) {
    DataParts parts = layout.open(data);
    if (part.isPresent() && parts.test().isEmpty()) {
      throw InvalidSettingException.of(
          "--part",
          "must be left out for data of one part",
          part.get().name().toLowerCase(Locale.ROOT));
    }
    Dataset all = parts.read(part.orElse(DataName.Part.TEST));
    Dataset some = limit.map(all::first).orElse(all);
    boolean flat = some.shape().dimensions().length == 1 && some.shape().size() == ofModel.size();
    return layout.shape().map(some::shaped).orElseGet(() -> flat ? some.shaped(ofModel) : some);
  }
}

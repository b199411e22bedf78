package dev.cvae.file;

import dev.cvae.error.CvaeException;
import dev.cvae.error.ModelFileException;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.training.TrainingHistory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fitted model as it is kept: description, provenance, weights and sampler in one {@code
 * .safetensors} file.
 *
 * <p>The file's {@code __metadata__} has four or five entries, all strings: {@code cvae.format},
 * the format's version; {@code cvae.description} and {@code cvae.provenance}, JSON; {@code
 * cvae.sampler}, JSON too, if the model has one; {@code cvae.sha256}, the digest of the whole file
 * with this field's 64 digits as zeros. The same model gives the same bytes.
 *
 * <p>Immutable but for the live values of its tensors. A provenance that was read from a file is
 * parsed when it is first asked for: who only wants answers of a model need not wait for it.
 */
public final class ModelFile {
  /** What begins the names of a checkpoint's tensors that are no weights. */
  static final String TRAINING = "training.";

  private static final String FORMAT = "cvae.format";
  private static final String DESCRIPTION = "cvae.description";
  private static final String PROVENANCE = "cvae.provenance";
  private static final String SAMPLER = "cvae.sampler";
  private static final int VERSION = 1;

  private final ModelDescription description;
  private final Supplier<Provenance> provenance;
  private final List<Tensor> tensors;
  private final Optional<FittedSampler> sampler;

  private ModelFile(
      ModelDescription description,
      Supplier<Provenance> provenance,
      List<Tensor> tensors,
      Optional<FittedSampler> sampler) {
    this.description = description;
    this.provenance = provenance;
    this.tensors = List.copyOf(tensors);
    this.sampler = sampler;
  }

  /**
   * A model without a sampler of its own.
   *
   * @param description what the model computes
   * @param provenance where it comes from
   * @param tensors its weights
   */
  public ModelFile(ModelDescription description, Provenance provenance, List<Tensor> tensors) {
    this(description, () -> provenance, tensors, Optional.empty());
  }

  private ModelFile(SafeTensors content) {
    description = DescriptionJson.read(entry(content, DESCRIPTION));
    provenance = new ProvenanceEntry(entry(content, PROVENANCE));
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> ofSampler = new ArrayList<>();
    for (Tensor tensor : content.tensors()) {
      if (!tensor.name().startsWith(TRAINING)) {
        (SamplerEntry.isPart(tensor) ? ofSampler : weights).add(tensor);
      }
    }
    tensors = List.copyOf(weights);
    sampler =
        Optional.ofNullable(content.metadata().get(SAMPLER))
            .map(json -> SamplerEntry.read(json, ofSampler));
    sampler.ifPresent(fitted -> SamplerEntry.check(fitted, description));
  }

  /**
   * What the model computes.
   *
   * @return the description
   */
  public ModelDescription description() {
    return description;
  }

  /**
   * Where it comes from.
   *
   * @return the provenance
   * @throws ModelFileException if the file that this was read from has one that makes no sense
   */
  public Provenance provenance() {
    return provenance.get();
  }

  /**
   * Its weights.
   *
   * @return a list that does not change
   */
  public List<Tensor> tensors() {
    return tensors;
  }

  /**
   * What latents are drawn from in place of the prior, if that has been fitted.
   *
   * @return the sampler, or nothing
   */
  public Optional<FittedSampler> sampler() {
    return sampler;
  }

  /**
   * What looked wrong with the model when its fit ended, in words; with its sampler in mind.
   *
   * @return one sentence or two for each trouble; empty if all looks well
   */
  public List<String> warnings() {
    TrainingHistory history = provenance().history();
    return sampler.isPresent() ? history.warningsWithSampler() : history.warnings();
  }

  /**
   * The same with another description.
   *
   * @param description what the model computes
   * @return a copy
   */
  public ModelFile withDescription(ModelDescription description) {
    return new ModelFile(description, provenance, tensors, sampler);
  }

  /**
   * The same with other weights.
   *
   * @param tensors its weights
   * @return a copy
   */
  public ModelFile withTensors(List<Tensor> tensors) {
    return new ModelFile(description, provenance, tensors, sampler);
  }

  /**
   * The same with another sampler, or none.
   *
   * @param sampler what latents are drawn from in place of the prior
   * @return a copy
   */
  public ModelFile withSampler(Optional<FittedSampler> sampler) {
    return new ModelFile(description, provenance, tensors, sampler);
  }

  /**
   * Reads a file and checks its digest. Of a {@link Checkpoint}, reads the model so far.
   *
   * @param file the file
   * @return its content
   * @throws ModelFileException if it is missing, damaged, of a newer format, or not a model file
   */
  public static ModelFile read(Path file) {
    return read(file, Function.identity(), unused -> {});
  }

  /**
   * Reads a file, and makes something of it while the digest is still being taken.
   *
   * @param file the file
   * @param use what to make; what it throws is thrown
   * @param discard gets what was made, should the file turn out to be damaged
   * @return what was made of a file that is whole
   * @throws ModelFileException if it is missing, damaged, of a newer format, or not a model file
   */
  public static <T> T read(Path file, Function<ModelFile, T> use, Consumer<T> discard) {
    return readContent(file, content -> use.apply(parse(content)), discard);
  }

  static <T> T readContent(Path file, Function<SafeTensors, T> parse, Consumer<T> discard) {
    try (InputStream in = Files.newInputStream(file)) {
      return SafeTensors.read(in, Files.size(file), ModelFile::checkFormat, parse, discard);
    } catch (NoSuchFileException e) {
      throw new ModelFileException("cannot read " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new ModelFileException("cannot read " + file + ": " + AtomicWrite.reason(e), e);
    } catch (ModelFileException e) {
      throw new ModelFileException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a stream to its end and checks its digest.
   *
   * @param in the stream; stays open
   * @return its content
   * @throws ModelFileException if it is damaged, of a newer format, or not a model file
   */
  public static ModelFile read(InputStream in) {
    try {
      byte[] bytes = in.readAllBytes();
      InputStream all = new ByteArrayInputStream(bytes);
      return SafeTensors.read(
          all, bytes.length, ModelFile::checkFormat, ModelFile::parse, unused -> {});
    } catch (IOException e) {
      throw new ModelFileException("cannot read the model: " + AtomicWrite.reason(e), e);
    } catch (ModelFileException e) {
      throw new ModelFileException("cannot read the model: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file: beside the target, forced to disk, then moved over it.
   *
   * @param file the target, in an existing folder
   * @throws ModelFileException if it cannot be written; the target is as it was
   */
  public void write(Path file) {
    AtomicWrite.to(file, this::writeTo);
  }

  /**
   * Writes to a stream.
   *
   * @param out the stream; stays open
   * @throws ModelFileException if it cannot be written
   */
  public void write(OutputStream out) {
    try {
      writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new ModelFileException("cannot write the model: " + AtomicWrite.reason(e), e);
    }
  }

  /**
   * The description as the file has it, for programs that translate models.
   *
   * @return JSON; the same description gives the same text
   */
  public String descriptionJson() {
    return DescriptionJson.write(description);
  }

  /**
   * In what a description differs from this file's.
   *
   * @param other what a program describes
   * @return the first difference in words, or nothing if there is none
   */
  public Optional<String> differenceFrom(ModelDescription other) {
    return JsonDifference.between(descriptionJson(), DescriptionJson.write(other));
  }

  private void writeTo(OutputStream out) throws IOException {
    List<Tensor> all = new ArrayList<>(tensors);
    sampler.ifPresent(fitted -> all.addAll(SamplerEntry.tensors(fitted)));
    new SafeTensors(metadata(), all).write(out);
  }

  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, Integer.toString(VERSION));
    metadata.put(DESCRIPTION, descriptionJson());
    metadata.put(PROVENANCE, ProvenanceJson.write(provenance()));
    sampler.ifPresent(fitted -> metadata.put(SAMPLER, SamplerEntry.json(fitted)));
    return metadata;
  }

  static ModelFile parse(SafeTensors content) {
    return sensible(() -> new ModelFile(content));
  }

  /** What is read; a setting out of its range is an error of the file. */
  static <T> T sensible(Supplier<T> read) {
    try {
      return read.get();
    } catch (ModelFileException e) {
      throw e;
    } catch (CvaeException e) {
      throw new ModelFileException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkFormat(Map<String, String> metadata) {
    String format = metadata.get(FORMAT);
    if (format != null && !format.equals(Integer.toString(VERSION))) {
      throw new ModelFileException(
          "the file has format %s, and this version reads format %d".formatted(format, VERSION));
    }
  }

  static String entry(SafeTensors content, String key) {
    String value = content.metadata().get(key);
    if (value == null) {
      throw new ModelFileException("not a model file: its metadata lack " + key);
    }
    return value;
  }
}

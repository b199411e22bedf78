package dev.cvae;

import dev.cvae.condition.Condition;
import dev.cvae.data.DataSource;
import dev.cvae.error.ModelFileException;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.model.Provenance;
import dev.cvae.sampler.FittedSampler;
import dev.cvae.sampler.Sampler;
import dev.cvae.training.Evaluation;
import dev.cvae.training.TrainingHistory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A fitted model p(x|z,c), p(z) with its encoder q(z|x,c): generates, reconstructs, encodes,
 * decodes, evaluates.
 *
 * <pre>{@code
 * Samples sevens = model.generate(Condition.label(7), 100);
 * Samples digits = model.generate(Condition.labels(0, 1, 2, 3));              // one row each
 * Samples again  = model.generate(Condition.label(7), 100, sevens.seed().getAsLong());
 * Samples eights = model.decode(sevens.latents(), Condition.label(8));        // same z, another c
 * }</pre>
 *
 * <p>A conditional model needs a condition for each row, and data with labels; an unconditional one
 * takes none. What comes in and goes out are heap arrays, copied. The model holds native memory:
 * close it. Many threads may use one model at once; as many calls compute at a time as there are
 * processors (one with MXNet), the others wait their turn. {@link #close()} waits for running
 * calls, and later ones throw {@link dev.cvae.error.ModelClosedException}; only what the model says
 * of itself ({@link #describe}, {@link #description}, {@link #provenance}, {@link #history}) can
 * still be asked.
 *
 * <p>The same call with the same seed gives the same bytes on the same engine. However many rows
 * are asked for together, a row's z is the same, and its values agree to 1e-5.
 *
 * <p>Made by {@link Cvae#fit} and {@link #load}; not for implementing.
 */
public sealed interface GenerativeModel extends AutoCloseable permits FittedModel {

  /**
   * Generates rows: draws each z from the sampler if one has been fitted, else from the prior, and
   * decodes it with its condition.
   *
   * <p>Row i's z depends on the seed and i alone. Rows are the mean of p(x|z,c), as in the article,
   * unless the request asks for draws.
   *
   * @param request conditions, seed, means or draws
   * @return one sample a condition, in order
   * @throws dev.cvae.error.InvalidConditionException if a condition does not fit the model
   */
  Samples generate(GenerationRequest request);

  /**
   * Generates rows with an unconditional model, with a fresh seed.
   *
   * @param count how many, at least 1
   * @return the samples, which know their seed
   * @throws dev.cvae.error.InvalidConditionException if the model is conditional; the message lists
   *     the fields it needs
   */
  default Samples generate(int count) {
    return generate(GenerationRequest.of(Condition.none(), count));
  }

  /**
   * Generates rows with an unconditional model, with a given seed.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same rows
   * @return the samples
   */
  default Samples generate(int count, long seed) {
    return generate(GenerationRequest.of(Condition.none(), count).seed(seed));
  }

  /**
   * Generates rows under one condition, with a fresh seed.
   *
   * @param condition of all rows
   * @param count how many, at least 1
   * @return the samples, which know their seed
   */
  default Samples generate(Condition condition, int count) {
    return generate(GenerationRequest.of(condition, count));
  }

  /**
   * Generates rows under one condition, with a given seed.
   *
   * @param condition of all rows
   * @param count how many, at least 1
   * @param seed the same seed gives the same rows
   * @return the samples
   */
  default Samples generate(Condition condition, int count, long seed) {
    return generate(GenerationRequest.of(condition, count).seed(seed));
  }

  /**
   * Generates a row for each condition, with a fresh seed.
   *
   * @param conditions at least one
   * @return the samples, in this order
   */
  default Samples generate(List<Condition> conditions) {
    return generate(GenerationRequest.of(conditions));
  }

  /**
   * Generates a row for each condition, with a given seed.
   *
   * @param conditions at least one
   * @param seed the same seed gives the same rows
   * @return the samples, in this order
   */
  default Samples generate(List<Condition> conditions, long seed) {
    return generate(GenerationRequest.of(conditions).seed(seed));
  }

  /**
   * Encodes rows.
   *
   * @param data of the model's shape; with labels if the model is conditional (an unconditional one
   *     does not look at them)
   * @return mean and log-variance of q(z|x,c), one row each, in order
   */
  Posterior encode(DataSource data);

  /**
   * Decodes latents, each with a condition.
   *
   * @param latents (rows, latent)
   * @param conditions one a row
   * @return the means of p(x|z,c)
   */
  Samples decode(float[][] latents, List<Condition> conditions);

  /**
   * Decodes latents, all under one condition.
   *
   * @param latents (rows, latent)
   * @param condition of all rows
   * @return the means of p(x|z,c)
   */
  default Samples decode(float[][] latents, Condition condition) {
    return decode(latents, Collections.nCopies(latents.length, condition));
  }

  /**
   * Decodes latents with an unconditional model.
   *
   * @param latents (rows, latent)
   * @return the means of p(x|z)
   */
  default Samples decode(float[][] latents) {
    return decode(latents, Condition.none());
  }

  /**
   * Encodes rows and decodes the posterior's means, with the same conditions.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @return one sample a row, in order
   */
  Samples reconstruct(DataSource data);

  /**
   * The ELBO and its terms, with one z per example; the same for each call on the same data.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @return nats per example
   */
  default Evaluation evaluate(DataSource data) {
    return evaluate(data, 0);
  }

  /**
   * The ELBO and its terms, with one z per example.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @param seed of the z
   * @return nats per example
   */
  Evaluation evaluate(DataSource data, long seed);

  /**
   * The ELBO and its terms for each row by itself, with one z per row: how well the model explains
   * it. One sample of a bound: z depends on the seed and the row's number, so that the same row has
   * another figure at another place. Average over seeds before ranking rows.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @param seed of the z
   * @return one evaluation a row, in order; their mean is {@link #evaluate(DataSource, long)}'s
   */
  List<Evaluation> evaluateEach(DataSource data, long seed);

  /**
   * Estimates log p(x|c) of each row by importance sampling: a bound that is the ELBO on average
   * for one sample and tightens as they grow. Needs no more memory for many samples than for few.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @param samples k, how many z are drawn for each row, at least 1; 5,000 are usual in papers
   * @param seed of the z; row i's first z are the same for any k
   * @return nats for each row, with their mean and standard errors
   */
  LogLikelihood logLikelihood(DataSource data, int samples, long seed);

  /**
   * Estimates log p(x|c) of each row by importance sampling, with seed 0.
   *
   * @param data of the model's shape; with labels if the model is conditional
   * @param samples k, how many z are drawn for each row, at least 1
   * @return nats for each row, with their mean and standard errors
   */
  default LogLikelihood logLikelihood(DataSource data, int samples) {
    return logLikelihood(data, samples, 0);
  }

  /**
   * The distributions that the model is made of, to compute other answers from.
   *
   * @return p(x|z,c), p(z|c) and the KL of q(z|x,c) from it, as long as the model is open
   */
  Densities densities();

  /**
   * Fits a sampler to the aggregated posterior of some data, usually the training data, in place of
   * the one that the model has. From then on it is where {@link #generate} takes latents from, and
   * it is saved with the model. Weights do not change. {@link Cvae.Builder#sampler} does this at
   * the end of a fit.
   *
   * @param sampler what to fit; {@link Sampler#PRIOR} to return to the model's prior
   * @param data of the model's shape; with labels if the model is conditional
   * @throws dev.cvae.error.InvalidSettingException if the sampler does not go with the model's
   *     conditions
   * @throws dev.cvae.error.InvalidDataException if the data has too few rows under each condition
   */
  void fitSampler(Sampler sampler, DataSource data);

  /**
   * The sampler that has been fitted to this model.
   *
   * @return empty if latents come from the prior
   */
  Optional<FittedSampler> sampler();

  /**
   * What the model computes: its shapes, conditions, networks, loss and prior.
   *
   * @return the description
   */
  ModelDescription description();

  /**
   * The model in words: what it computes, where it comes from, how its fit ended, how it uses its
   * latents, and, where the posterior has collapsed or lies far from the prior, a warning with what
   * to try.
   *
   * <pre>{@code
   * System.out.println(model.describe());
   * }</pre>
   *
   * @return some lines for people; programs ask {@link #description}, {@link #provenance} and
   *     {@link #history}
   */
  String describe();

  /**
   * Where the model comes from: data, settings, seed, versions.
   *
   * @return the provenance
   */
  Provenance provenance();

  /**
   * The figures of each epoch of the fit.
   *
   * @return the history, as in the provenance
   */
  default TrainingHistory history() {
    return provenance().history();
  }

  /**
   * What looked wrong with the model when its fit ended, in words, and what to try; with the {@link
   * #sampler} in mind that it may have been fitted. For other data ask {@link
   * dev.cvae.analysis.Diagnostics}.
   *
   * @return one sentence or two for each trouble; empty if all looks well
   */
  default List<String> warnings() {
    return sampler().isPresent() ? history().warningsWithSampler() : history().warnings();
  }

  /**
   * What {@link #save(Path)} writes: description, weights by name, and where they come from; for
   * programs that translate models.
   *
   * @return copies, which later calls do not change
   */
  ModelFile toFile();

  /**
   * Saves the model in one {@code .safetensors} file. It is written beside the target and then
   * moved over it: a failure leaves the target as it was. The same fit gives the same bytes.
   *
   * @param file the target, in an existing folder
   * @throws ModelFileException if it cannot be written
   */
  void save(Path file);

  /**
   * Writes the model to a stream, which stays open.
   *
   * @param out the same bytes as {@link #save(Path)} writes
   * @throws ModelFileException if it cannot be written
   */
  void save(OutputStream out);

  /**
   * Releases the native memory, after calls of other threads have ended. Closing twice is fine.
   *
   * @throws IllegalStateException if called from within a call on this model, such as by its data
   */
  @Override
  void close();

  /**
   * Loads a model.
   *
   * @param file what {@link #save(Path)} wrote
   * @return the model, to be closed
   * @throws ModelFileException if the file is missing, damaged, or of a newer format
   * @throws dev.cvae.error.BackendException if no backend can open it
   */
  static GenerativeModel load(Path file) {
    return load(file, LoadOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param file what {@link #save(Path)} wrote
   * @param options engine, device, own networks
   * @return the model, to be closed
   * @throws ModelFileException if the file is missing, damaged, of a newer format, or names an own
   *     network that the options lack
   * @throws dev.cvae.error.BackendException if no backend can open it, or the engine or device
   *     cannot
   */
  static GenerativeModel load(Path file, LoadOptions options) {
    return ModelFile.read(file, model -> FittedModel.open(model, options), GenerativeModel::close);
  }

  /**
   * Loads a model from a stream, which stays open.
   *
   * @param in read to its end
   * @return the model, to be closed
   */
  static GenerativeModel load(InputStream in) {
    return load(in, LoadOptions.defaults());
  }

  /**
   * Loads a model from a stream, which stays open.
   *
   * @param in read to its end
   * @param options engine, device, own networks
   * @return the model, to be closed
   */
  static GenerativeModel load(InputStream in, LoadOptions options) {
    return FittedModel.open(ModelFile.read(in), options);
  }

  /**
   * Loads a model from the class path or module path.
   *
   * @param owner a class beside which the resource lies
   * @param name the resource's name, as for {@link Class#getResourceAsStream}
   * @param options engine, device, own networks
   * @return the model, to be closed
   */
  static GenerativeModel loadResource(Class<?> owner, String name, LoadOptions options) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelFileException("no resource " + name + " beside " + owner.getName());
      }
      return load(in, options);
    } catch (IOException e) {
      throw new ModelFileException("cannot read resource " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Loads a model from the class path or module path.
   *
   * @param owner a class beside which the resource lies
   * @param name the resource's name, as for {@link Class#getResourceAsStream}
   * @return the model, to be closed
   */
  static GenerativeModel loadResource(Class<?> owner, String name) {
    return loadResource(owner, name, LoadOptions.defaults());
  }
}

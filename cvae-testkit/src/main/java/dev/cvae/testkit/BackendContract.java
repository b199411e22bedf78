package dev.cvae.testkit;

import org.junit.jupiter.api.Nested;

/**
 * The claims that hold for every backend, on data and models so small that all of them are checked
 * within seconds.
 *
 * <pre>{@code
 * class MyBackendContractTest extends BackendContract {}
 * }</pre>
 *
 * <p>The backend is the one on the class path, its engine the one that {@code cvae.engine} says, as
 * for any user. Numbers are held against {@link Oracle}, {@link BoundOracle} and {@link OracleFit}.
 */
@SuppressWarnings("ClassCanBeStatic") // JUnit's nested tests are inner classes
public abstract class BackendContract {
  /** For subclasses. */
  protected BackendContract() {}

  @Nested
  class Fitting extends FittingContract {}

  @Nested
  class Optimising extends OptimisingContract {}

  @Nested
  class Resuming extends ResumingContract {}

  @Nested
  class Latents extends LatentsContract {}

  @Nested
  class Watching extends WatchingContract {}

  @Nested
  class Streaming extends StreamingContract {}

  @Nested
  class Generating extends GeneratingContract {}

  @Nested
  class Conditions extends ConditionsContract {}

  @Nested
  class Likelihoods extends LikelihoodsContract {}

  @Nested
  class MissingValues extends MissingValuesContract {}

  @Nested
  class Priors extends PriorsContract {}

  @Nested
  class Answers extends AnswersContract {}

  @Nested
  class Samplers extends SamplersContract {}

  @Nested
  class Files extends FilesContract {}

  @Nested
  class Importing extends ImportingContract {}

  @Nested
  class BadInput extends BadInputContract {}

  @Nested
  class Networks extends NetworksContract {}

  @Nested
  class FieldEncoders extends FieldEncodersContract {}

  @Nested
  class Threads extends ThreadsContract {}
}

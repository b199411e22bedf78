package dev.cvae.training;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Hears how a fit goes, and may stop it.
 *
 * <pre>{@code
 * Cvae.builder().latent(20).listener(TrainingListener.eachEpoch(System.out::println))
 * Cvae.builder().latent(20).listener(
 *     TrainingListener.eachBatch(bar::show).andThen(TrainingListener.stopWhen(e -> e.result().train().elbo() > -105)))
 * }</pre>
 *
 * <p>To stop when the validation has not improved for some epochs, there is {@code
 * earlyStopping(5)} in {@link dev.cvae.Cvae.Builder}.
 *
 * <p>A fit that is stopped returns the model with the weights it has then, or the best so far if
 * the settings say so. A listener that keeps state keeps it from one fit of a {@link dev.cvae.Cvae}
 * to the next: give each fit a new one.
 *
 * <p>Called on the thread that fits, so a slow listener slows the fit. What a listener throws ends
 * the fit and reaches its caller; native memory is released.
 */
public interface TrainingListener {
  /** What the fit is to do next. */
  enum Signal {
    /** Go on. */
    CONTINUE,
    /** End the fit here and return the model so far. */
    STOP
  }

  /**
   * A batch is done.
   *
   * @param progress where the fit stands
   * @return whether to go on
   */
  default Signal batchDone(BatchProgress progress) {
    return Signal.CONTINUE;
  }

  /**
   * An epoch is done, validation included.
   *
   * @param progress where the fit stands
   * @return whether to go on
   */
  default Signal epochDone(EpochProgress progress) {
    return Signal.CONTINUE;
  }

  /**
   * Hears nothing and never stops.
   *
   * @return the listener
   */
  static TrainingListener none() {
    return new TrainingListener() {};
  }

  /**
   * Gives each batch's progress to a consumer.
   *
   * @param consumer called after each batch
   * @return a listener that never stops
   */
  static TrainingListener eachBatch(Consumer<? super BatchProgress> consumer) {
    return new TrainingListener() {
      @Override
      public Signal batchDone(BatchProgress progress) {
        consumer.accept(progress);
        return Signal.CONTINUE;
      }
    };
  }

  /**
   * Gives each epoch's progress to a consumer.
   *
   * @param consumer called after each epoch
   * @return a listener that never stops
   */
  static TrainingListener eachEpoch(Consumer<? super EpochProgress> consumer) {
    return new TrainingListener() {
      @Override
      public Signal epochDone(EpochProgress progress) {
        consumer.accept(progress);
        return Signal.CONTINUE;
      }
    };
  }

  /**
   * Stops after the first epoch that fulfils a predicate.
   *
   * @param enough says of an epoch whether it was the last
   * @return the listener
   */
  static TrainingListener stopWhen(Predicate<? super EpochProgress> enough) {
    return new TrainingListener() {
      @Override
      public Signal epochDone(EpochProgress progress) {
        return enough.test(progress) ? Signal.STOP : Signal.CONTINUE;
      }
    };
  }

  /**
   * This listener, then another; either may stop.
   *
   * @param next called after this one, also if this one stops
   * @return the two as one
   */
  default TrainingListener andThen(TrainingListener next) {
    TrainingListener first = this;
    return new TrainingListener() {
      @Override
      public Signal batchDone(BatchProgress progress) {
        return either(first.batchDone(progress), next.batchDone(progress));
      }

      @Override
      public Signal epochDone(EpochProgress progress) {
        return either(first.epochDone(progress), next.epochDone(progress));
      }

      private Signal either(Signal one, Signal other) {
        return one == Signal.STOP ? one : other;
      }
    };
  }
}

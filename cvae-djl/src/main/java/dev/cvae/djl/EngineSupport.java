package dev.cvae.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.objective.Objective;
import dev.cvae.training.AdamW;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one engine does otherwise than another; with {@link EngineStart} and the classes that they
 * alone name, the only place that knows.
 */
interface EngineSupport {
  Logger LOG = LoggerFactory.getLogger(EngineSupport.class);

  /** How many calls may enter the engine at once. */
  int concurrency();

  /** Runs a call when the engine may be entered. */
  <T> T inTurn(Supplier<T> call);

  /** Runs a call when the engine may be entered. */
  default void inTurn(Runnable call) {
    inTurn(
        () -> {
          call.run();
          return true;
        });
  }

  /**
   * The same memory as a weight that has a gradient, as it may be written to.
   *
   * @param manager of which the result is, where it is not the weight itself
   */
  NDArray writable(NDArray weight, NDManager manager);

  /**
   * How many steps may be under way before their terms are read.
   *
   * @param device one that computes by itself is left alone for a while
   */
  default int unreadSteps(Device device) {
    return device.isGpu() ? 64 : 1;
  }

  /**
   * What a fit does with each batch.
   *
   * @param settings the objective, the optimiser's rule, and how gradients are clipped between
   * @param memory what the optimiser remembers
   */
  Descent descent(TrainingSettings settings, Model model, OptimiserMemory memory);

  /** By recorded gradients, which any model has. */
  private static Descent recorded(
      TrainingSettings settings, Model model, OptimiserStep step, NDManager manager) {
    warnUnless(false, settings, "a part of the model, its objective, its optimiser or the engine");
    Loss loss = Loss.of(settings.objective());
    return new GradientDescent(new RecordedGradient(model, loss, manager), step);
  }

  /** Says so if the precision is not the one that was asked for. */
  private static void warnUnless(boolean mixed, TrainingSettings settings, String because) {
    if (settings.precision() == Precision.MIXED && !mixed) {
      LOG.warn("precision is FLOAT32 in place of MIXED: {} is not for it", because);
    }
  }

  /** A step of plain array operations, clipped if the settings say so. */
  private static OptimiserStep plainStep(
      TrainingSettings settings,
      List<NDArray> weights,
      List<NDArray> writable,
      OptimiserMemory memory) {
    OptimiserStep step = OptimiserStep.of(settings.optimiser(), weights, writable, memory);
    OptionalDouble norm = settings.clipGradientNorm();
    return norm.isEmpty()
        ? step
        : new ClippedStep(step, norm.getAsDouble(), weights, memory.manager());
  }

  static EngineSupport of(Engine engine) {
    return engine.getEngineName().equals("PyTorch") ? new PyTorch() : new General();
  }

  /** PyTorch lets many threads in. */
  final class PyTorch implements EngineSupport {
    @Override
    public int concurrency() {
      return Integer.MAX_VALUE;
    }

    @Override
    public <T> T inTurn(Supplier<T> call) {
      return call.get();
    }

    /** A view without gradient: PyTorch forbids it on the weight. */
    @Override
    public NDArray writable(NDArray weight, NDManager manager) {
      NDArray view = weight.stopGradient();
      view.attach(manager);
      return view;
    }

    /**
     * Adam by PyTorch's fused kernel; with it, where the model allows, gradients by a compiled
     * program.
     */
    @Override
    public Descent descent(TrainingSettings settings, Model model, OptimiserMemory memory) {
      List<NDArray> weights = model.weights().trained();
      OptionalDouble norm = settings.clipGradientNorm();
      Optional<AdamW> adam = OptimiserStep.adam(settings.optimiser());
      if (adam.isEmpty()) {
        model.weights().requireGradients(true);
        List<NDArray> views =
            weights.stream().map(weight -> writable(weight, memory.manager())).toList();
        OptimiserStep step = plainStep(settings, weights, views, memory);
        return recorded(settings, model, step, memory.manager());
      }
      Optional<Descent> compiled = compiled(settings, adam.get(), model, memory);
      if (compiled.isPresent()) {
        return compiled.get();
      }
      model.weights().requireGradients(true);
      OptimiserStep step = FusedAdamStep.ofRecorded(adam.get(), norm, weights, memory);
      return recorded(settings, model, step, memory.manager());
    }

    /** In one program, or, where the norm of all gradients is asked for, in two. */
    private static Optional<Descent> compiled(
        TrainingSettings settings, AdamW adam, Model model, OptimiserMemory memory) {
      NDManager manager = memory.manager();
      boolean mixed =
          settings.precision() == Precision.MIXED && PyTorchProcessor.multipliesBfloat16(manager);
      Precision precision = mixed ? Precision.MIXED : Precision.FLOAT32;
      OptionalDouble norm = settings.clipGradientNorm();
      Objective objective = settings.objective();
      Optional<Descent> compiled =
          norm.isEmpty()
              ? CompiledDescent.of(objective, adam, model, precision, memory).map(one -> one)
              : CompiledGradient.of(objective, model, precision, manager)
                  .map(gradient -> clipped(gradient, adam, norm, model, memory));
      compiled.ifPresent(found -> warnUnless(mixed, settings, "the processor"));
      return compiled;
    }

    private static Descent clipped(
        CompiledGradient gradient,
        AdamW adam,
        OptionalDouble norm,
        Model model,
        OptimiserMemory memory) {
      List<NDArray> weights = model.weights().trained();
      return new GradientDescent(
          gradient, new FusedAdamStep(adam, norm, weights, gradient.gradients(), false, memory));
    }
  }

  /** Any other engine: one thread at a time in the whole process, as MXNet needs it. */
  final class General implements EngineSupport {
    private static final Lock TURN = new ReentrantLock(true);

    @Override
    public int concurrency() {
      return 1;
    }

    @Override
    public <T> T inTurn(Supplier<T> call) {
      TURN.lock();
      try {
        return call.get();
      } finally {
        TURN.unlock();
      }
    }

    @Override
    public NDArray writable(NDArray weight, NDManager manager) {
      return weight;
    }

    @Override
    public Descent descent(TrainingSettings settings, Model model, OptimiserMemory memory) {
      model.weights().requireGradients(true);
      List<NDArray> weights = model.weights().trained();
      OptimiserStep step = plainStep(settings, weights, weights, memory);
      return recorded(settings, model, step, memory.manager());
    }
  }
}

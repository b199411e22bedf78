package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.objective.Objective;
import dev.cvae.training.AdamW;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PyTorch lets many threads in, has a fused kernel for Adam, and compiles a program that computes
 * the gradients of the commonest models.
 */
final class PyTorchSupport implements EngineSupport {
  private static final Logger LOG = LoggerFactory.getLogger(PyTorchSupport.class);

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

  @Override
  public Descent descent(TrainingSettings settings, Model model, OptimiserMemory memory) {
    try {
      return compiled(settings, model, memory);
    } catch (NoProgramException e) {
      LOG.debug("gradients are recorded: no program for {}", e.getMessage());
      if (settings.precision() == Precision.MIXED) {
        warn("there is no program for " + e.getMessage());
      }
      return recorded(settings, model, memory);
    }
  }

  /** In one program, or, where the norm of all gradients is asked for, in two. */
  private static Descent compiled(TrainingSettings settings, Model model, OptimiserMemory memory) {
    AdamW adam =
        OptimiserStep.adam(settings.optimiser())
            .orElseThrow(() -> new NoProgramException("the optimiser " + settings.optimiser()));
    Objective objective = settings.objective();
    OptionalDouble norm = settings.clipGradientNorm();
    boolean asked = settings.precision() == Precision.MIXED;
    boolean mixed = asked && PyTorchProcessor.multipliesBfloat16(memory.manager());
    Precision precision = mixed ? Precision.MIXED : Precision.FLOAT32;
    Descent descent =
        norm.isEmpty()
            ? CompiledDescent.of(objective, adam, model, precision, memory)
            : clipped(
                CompiledGradient.of(objective, model, precision, memory.manager()),
                adam,
                norm,
                model,
                memory);
    if (asked && !mixed) {
      warn("the processor does not multiply bfloat16");
    }
    return descent;
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

  private Descent recorded(TrainingSettings settings, Model model, OptimiserMemory memory) {
    NDManager manager = memory.manager();
    model.weights().requireGradients(true);
    List<NDArray> weights = model.weights().trained();
    Optional<AdamW> adam = OptimiserStep.adam(settings.optimiser());
    OptimiserStep step;
    if (adam.isPresent()) {
      step = FusedAdamStep.ofRecorded(adam.get(), settings.clipGradientNorm(), weights, memory);
    } else {
      List<NDArray> views = weights.stream().map(weight -> writable(weight, manager)).toList();
      step = OptimiserStep.of(settings, weights, views, memory);
    }
    return GradientDescent.recorded(settings.objective(), model, step, manager);
  }

  private static void warn(String because) {
    LOG.warn("precision is FLOAT32 in place of MIXED: {}", because);
  }
}

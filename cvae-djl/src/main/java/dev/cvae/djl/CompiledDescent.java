package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.cvae.data.Batch;
import dev.cvae.objective.Objective;
import dev.cvae.training.AdamW;
import dev.cvae.training.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * Forward, backward and Adam as one program: each weight takes its step as soon as its gradient is
 * known, and all gradients use the same memory in turn.
 */
final class CompiledDescent implements Descent {
  private final CompiledElbo elbo;
  private final List<IValue> state; // weights, gradients, means, squares, steps
  private long steps;

  private CompiledDescent(String text, Objective objective, Model model, OptimiserMemory memory) {
    NDManager manager = memory.manager();
    List<NDArray> weights = model.weights().trained();
    List<NDArray> gradients = inTurn(weights, manager);
    elbo = new CompiledElbo(text, model, objective.klWeight(), gradients, manager);
    steps = memory.steps();
    state =
        List.of(
            Tensors.listOfLists(weights),
            Tensors.listOfLists(gradients),
            Tensors.listOfLists(memory.of("mean")),
            Tensors.listOfLists(memory.of("square")),
            Tensors.list(List.of(manager.create((float) steps))));
  }

  /**
   * A descent.
   *
   * @param precision of products of matrices
   * @throws NoProgramException if there is no program for the objective or the model
   */
  static CompiledDescent of(
      Objective objective, AdamW adam, Model model, Precision precision, OptimiserMemory memory) {
    String text = ElboProgram.text(objective, model, precision, new AdamLines(adam));
    return new CompiledDescent(text, objective, model, memory);
  }

  /** Arrays of the weights' shapes, all at the beginning of the same memory. */
  private static List<NDArray> inTurn(List<NDArray> weights, NDManager manager) {
    long largest = weights.stream().mapToLong(NDArray::size).max().orElse(0);
    NDArray memory = manager.zeros(new Shape(largest));
    return weights.stream()
        .map(weight -> memory.get("0:" + weight.size()).reshape(weight.getShape()))
        .toList();
  }

  @Override
  public NDArray step(
      Batch batch,
      ConditionBuffer condition,
      InputBuffer noise,
      double epochs,
      double learningRate) {
    steps++;
    try (IValue rate = IValue.from(learningRate);
        IValue flush = IValue.from((double) OptimiserStep.flush(steps))) {
      List<IValue> more = new ArrayList<>(state);
      more.add(rate);
      more.add(flush);
      return elbo.run(batch, condition, noise, epochs, more);
    }
  }

  @Override
  public void close() {
    state.forEach(IValue::close);
    elbo.close();
  }
}

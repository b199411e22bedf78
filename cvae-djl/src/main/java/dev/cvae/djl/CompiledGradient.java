package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.cvae.data.Batch;
import dev.cvae.objective.Objective;
import dev.cvae.training.Precision;
import java.util.List;

/**
 * By a program in TorchScript that {@link ElboProgram} writes for the model: forward and backward
 * in one call, nothing recorded, each gradient written over the one before.
 *
 * @param elbo the program
 * @param gradients arrays of the trained weights' shapes, written over at each batch
 */
record CompiledGradient(CompiledElbo elbo, List<NDArray> gradients) implements BatchGradient {
  /**
   * The gradient of an objective.
   *
   * @param precision of products of matrices
   * @throws NoProgramException if there is no program for the objective or the model
   */
  static CompiledGradient of(
      Objective objective, Model model, Precision precision, NDManager manager) {
    String text = ElboProgram.text(objective, model, precision, GradientUse.NONE);
    List<NDArray> gradients =
        model.weights().trained().stream().map(weight -> manager.zeros(weight.getShape())).toList();
    return new CompiledGradient(
        new CompiledElbo(text, model, objective.klWeight(), gradients, manager), gradients);
  }

  @Override
  public NDArray of(Batch batch, ConditionBuffer condition, InputBuffer noise, double epochs) {
    return elbo.run(batch, condition, noise, epochs, List.of());
  }

  @Override
  public void close() {
    elbo.close();
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import dev.cvae.data.Batch;
import dev.cvae.objective.KlWeight;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A program of {@link ElboProgram}, compiled, with the arguments that it has for any use. */
final class CompiledElbo implements AutoCloseable {
  private final Model model;
  private final KlWeight beta;
  private final NDManager manager;
  private final PtSymbolBlock program;
  private final IValue weights;
  private final IValue gradients;

  /**
   * Compiles a program.
   *
   * @param text written for the model
   * @param gradients arrays of the trained weights' shapes, written over at each batch
   */
  CompiledElbo(
      String text, Model model, KlWeight beta, List<NDArray> gradients, NDManager manager) {
    this.model = model;
    this.beta = beta;
    this.manager = manager;
    this.program = TorchScript.compile(text, manager);
    this.weights = Tensors.list(model.weights().trained());
    this.gradients = Tensors.list(gradients);
  }

  /**
   * Runs it.
   *
   * @param more the arguments that its use has
   * @return (2), what {@link ElboSums} reads; of the program's manager, to be closed
   */
  NDArray run(
      Batch batch, ConditionBuffer condition, InputBuffer noise, double epochs, List<IValue> more) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = InputBuffer.array(scope, batch.bytes(), model.description().features());
      NDArray rowWeights = scope.create(Arrays.copyOf(batch.weights(), batch.rows()));
      try (IValue fields = Tensors.list(fields(condition, scope));
          IValue data = IValue.from((PtNDArray) x);
          IValue epsilon = IValue.from((PtNDArray) noise.array(scope));
          IValue ofRows = IValue.from((PtNDArray) rowWeights);
          IValue klWeight = IValue.from(beta.at(epochs));
          IValue result =
              program.forward(
                  Stream.concat(
                          Stream.of(weights, gradients, fields, data, epsilon, ofRows, klWeight),
                          more.stream())
                      .toArray(IValue[]::new))) {
        return result.toTensor((PtNDManager) manager);
      }
    }
  }

  private static List<NDArray> fields(ConditionBuffer condition, NDManager scope) {
    List<NDArray> fields = condition.all(scope);
    return fields.isEmpty() ? List.of(scope.zeros(new Shape(1))) : fields; // no list is empty
  }

  @Override
  public void close() {
    weights.close();
    gradients.close();
    program.close();
  }
}

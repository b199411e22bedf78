package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import dev.cvae.data.Batch;
import dev.cvae.network.Embedding;
import dev.cvae.objective.KlWeight;
import dev.cvae.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By a program in TorchScript that {@link ElboProgram} writes for the model: forward and backward
 * in one call, nothing recorded, each gradient written over the one before.
 */
final class CompiledGradient implements BatchGradient {
  private final Model model;
  private final KlWeight beta;
  private final NDManager manager;
  private final PtSymbolBlock program;
  private final List<NDArray> gradients;
  private final IValue weightList;
  private final IValue gradientList;

  private CompiledGradient(Model model, KlWeight beta, String text, NDManager manager) {
    List<NDArray> trained = model.weights().trained();
    this.model = model;
    this.beta = beta;
    this.manager = manager;
    this.gradients = trained.stream().map(weight -> manager.zeros(weight.getShape())).toList();
    this.program = TorchScript.compile(text, manager);
    this.weightList = Tensors.list(trained);
    this.gradientList = Tensors.list(gradients);
  }

  /**
   * The gradient of an objective, if there is a program for it and the model: the ELBO, with any
   * weight of the KL, of models that {@link ElboProgram} can write.
   */
  static Optional<CompiledGradient> of(Objective objective, Model model, NDManager manager) {
    boolean plain =
        objective.bound() == Objective.Bound.ELBO
            && objective.samples() == 1
            && objective.freeBits() == 0;
    List<String> names = new ArrayList<>();
    model.weights().trained((name, array) -> names.add(name));
    return plain
        ? ElboProgram.of(model.description(), names)
            .map(text -> new CompiledGradient(model, objective.klWeight(), text, manager))
        : Optional.empty();
  }

  /** Arrays of the trained weights' shapes, written over at each batch. */
  List<NDArray> gradients() {
    return gradients;
  }

  @Override
  public Sums of(Batch batch, ConditionBuffer condition, InputBuffer noise, double epochs) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = InputBuffer.array(scope, batch.bytes(), model.description().features());
      NDArray counts = scope.create(Arrays.copyOf(batch.weights(), batch.rows()));
      try (IValue fields = Tensors.list(fields(condition, scope));
          IValue data = IValue.from((PtNDArray) x);
          IValue epsilon = IValue.from((PtNDArray) noise.array(scope));
          IValue each = IValue.from((PtNDArray) counts);
          IValue klWeight = IValue.from(beta.at(epochs));
          IValue result =
              program.forward(weightList, gradientList, fields, data, epsilon, each, klWeight)) {
        NDArray sums = result.toTensor((PtNDManager) scope);
        return new Sums(sums.getFloat(0), sums.getFloat(1));
      }
    }
  }

  private List<NDArray> fields(ConditionBuffer condition, NDManager scope) {
    List<NDArray> fields = new ArrayList<>();
    for (var field : model.description().conditions().fields()) {
      boolean codes = model.description().fieldEncoders().get(field.name()) instanceof Embedding;
      int i = fields.size();
      fields.add(codes ? condition.codes(i, scope) : condition.floats(i, scope));
    }
    return fields.isEmpty() ? List.of(scope.zeros(new Shape(1))) : fields; // no list is empty
  }

  @Override
  public void close() {
    weightList.close();
    gradientList.close();
    program.close();
  }
}

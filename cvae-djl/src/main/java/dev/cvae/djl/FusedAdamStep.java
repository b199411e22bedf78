package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.training.GradientCollector;
import dev.cvae.training.AdamW;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Adam and AdamW by PyTorch's own fused kernel: one call a step in place of some ten passes over
 * each weight. The program is {@code adam.torchscript}.
 */
final class FusedAdamStep implements OptimiserStep {
  private final AdamW adam;
  private final double clipNorm; // 0: not clipped
  private final boolean clears;
  private final PtSymbolBlock program;
  private final IValue[] state; // weights, gradients, means, squares, steps; kept for the fit
  private long steps;

  /**
   * A step that reads gradients from arrays of their own.
   *
   * @param clipNorm the most that the norm of all gradients may be
   * @param clears whether the gradients are to be zeros afterwards
   */
  FusedAdamStep(
      AdamW adam,
      OptionalDouble clipNorm,
      List<NDArray> weights,
      List<NDArray> gradients,
      boolean clears,
      OptimiserMemory memory) {
    NDManager manager = memory.manager();
    this.adam = adam;
    this.clipNorm = clipNorm.orElse(0);
    this.clears = clears;
    this.steps = memory.steps();
    this.program = TorchScript.load("adam.torchscript", manager);
    this.state =
        new IValue[] {
          Tensors.list(weights),
          Tensors.list(gradients),
          Tensors.list(memory.of("mean")),
          Tensors.list(memory.of("square")),
          Tensors.list(weights.stream().map(weight -> manager.create((float) steps)).toList())
        };
  }

  @Override
  public void step(double learningRate) {
    steps++;
    try (IValue rate = IValue.from(learningRate);
        IValue beta1 = IValue.from(adam.beta1());
        IValue beta2 = IValue.from(adam.beta2());
        IValue epsilon = IValue.from(adam.epsilon());
        IValue decay = IValue.from(adam.weightDecay());
        IValue clip = IValue.from(clipNorm);
        IValue flush = IValue.from((double) OptimiserStep.flush(steps));
        IValue clear = IValue.from(clears)) {
      program
          .forward(
              state[0], state[1], state[2], state[3], state[4], rate, beta1, beta2, epsilon, decay,
              clip, flush, clear)
          .close();
    }
  }

  @Override
  public void close() {
    for (IValue value : state) {
      value.close();
    }
    program.close();
  }

  /**
   * A step that reads the gradients that the engine has recorded.
   *
   * @param clipNorm the most that the norm of all gradients may be
   */
  static FusedAdamStep ofRecorded(
      AdamW adam, OptionalDouble clipNorm, List<NDArray> weights, OptimiserMemory memory) {
    weights.forEach(weight -> startGradient(weight, memory.manager()));
    return new FusedAdamStep(
        adam, clipNorm, weights, recorded(weights, memory.manager()), true, memory);
  }

  /** The memory of the weights' gradients, which every backward pass adds to. */
  private static List<NDArray> recorded(List<NDArray> weights, NDManager manager) {
    List<NDArray> gradients = weights.stream().map(NDArray::getGradient).toList();
    gradients.forEach(gradient -> gradient.attach(manager));
    return gradients;
  }

  /** Zeros, which a weight that no loss reaches keeps; without them, PyTorch has nothing for it. */
  private static void startGradient(NDArray weight, NDManager manager) {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray sum = weight.sum();
      sum.attach(scratch);
      collector.backward(sum);
      NDArray gradient = weight.getGradient();
      gradient.attach(scratch);
      gradient.muli(0f);
    }
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import dev.cvae.data.Batch;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Steps whose terms have not been read. A GPU computes while the fit goes on, and reading waits for
 * it: so they are read many at a time. On the CPU a step's terms are there when it returns.
 */
final class UnreadSteps {
  /**
   * What a step was, once its terms are read.
   *
   * @param number in the fit, from 1
   * @param rows of its batch
   * @param weight of these rows, summed
   * @param elbo at the weights before the step
   */
  record Step(long number, int rows, double weight, ElboSums elbo) {}

  private record Unread(long number, int rows, double weight, NDArray terms) {
    Step read() {
      return new Step(number, rows, weight, ElboSums.read(terms));
    }
  }

  private final Queue<Unread> steps = new ArrayDeque<>();
  private final int most;

  /**
   * No step yet.
   *
   * @param most there may be
   */
  UnreadSteps(int most) {
    this.most = most;
  }

  void add(long number, Batch batch, NDArray terms) {
    steps.add(new Unread(number, batch.rows(), batch.weight(), terms));
  }

  boolean isFull() {
    return steps.size() >= most;
  }

  /** Reads them in their order; then there are none. */
  void read(Consumer<Step> reader) {
    for (Unread step = steps.poll(); step != null; step = steps.poll()) {
      reader.accept(step.read());
    }
  }
}

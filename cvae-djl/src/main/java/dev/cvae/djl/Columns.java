package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Stream;

/** Stretches of the columns of an array. */
final class Columns {
  private Columns() {}

  /** Neighbouring stretches of given widths: (rows, sum of widths) to (rows, width) each. */
  static NDList split(NDArray array, List<Integer> widths) {
    if (widths.size() == 1) {
      return new NDList(array);
    }
    long[] ends = new long[widths.size() - 1];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += widths.get(i);
      ends[i] = end;
    }
    return array.split(ends, 1);
  }

  /** Some neighbouring columns. */
  static NDArray of(NDArray array, int from, int to) {
    int width = (int) array.getShape().get(1);
    List<Integer> widths =
        Stream.of(from, to - from, width - to).filter(columns -> columns > 0).toList();
    return split(array, widths).get(from > 0 ? 1 : 0);
  }

  /** Arrays of as many rows side by side. */
  static NDArray join(NDList arrays) {
    // of one array alone, DJL makes a copy that gradients do not go through on PyTorch
    return arrays.size() == 1 ? arrays.head() : NDArrays.concat(arrays, 1);
  }
}

package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.stream.Stream;

/** Lists of tensors as programs in TorchScript take them. */
final class Tensors {
  private Tensors() {}

  /** Each array in a list of its own; to be closed. */
  static IValue listOfLists(List<NDArray> arrays) {
    IValue[] lists = arrays.stream().map(array -> list(List.of(array))).toArray(IValue[]::new);
    IValue result = IValue.listFrom(lists);
    Stream.of(lists).forEach(IValue::close);
    return result;
  }

  /** To be closed. */
  static IValue list(List<NDArray> arrays) {
    return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
  }
}

package dev.cvae.onnx;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.scaling.AffineScaling;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.MixedScaling;
import dev.cvae.scaling.QuantileScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * From the data's units to what the networks see, and back, in double precision as {@link
 * FittedScaling} does it: what a new kind of scaling is added to.
 */
final class Scalings {
  private final Graph graph;

  Scalings(Graph graph) {
    this.graph = graph;
  }

  /** {@link FittedScaling#scale} of (rows, features). */
  Value scale(FittedScaling scaling, Value x) {
    if (scaling.isNone()) {
      return x;
    } else if (scaling instanceof AffineScaling affine) {
      Value shift = graph.doubles("shift", affine.shift());
      return x.toDouble().sub(shift).div(graph.doubles("scale", affine.scale())).toFloat();
    } else if (scaling instanceof QuantileScaling quantiles) {
      return new Quantiles(graph, quantiles).scale(x.toDouble()).toFloat();
    } else if (scaling instanceof MixedScaling mixed) {
      return eachPart(mixed, x, this::scale);
    }
    throw unknown(scaling);
  }

  /** {@link FittedScaling#undo} of (rows, features). */
  Value undo(FittedScaling scaling, Value x) {
    if (scaling.isNone()) {
      return x;
    } else if (scaling instanceof AffineScaling affine) {
      Value shift = graph.doubles("shift", affine.shift());
      return shift.add(x.toDouble().mul(graph.doubles("scale", affine.scale()))).toFloat();
    } else if (scaling instanceof QuantileScaling quantiles) {
      return new Quantiles(graph, quantiles).undo(x.toDouble()).toFloat();
    } else if (scaling instanceof MixedScaling mixed) {
      return eachPart(mixed, x, this::undo);
    }
    throw unknown(scaling);
  }

  private static Value eachPart(
      MixedScaling scaling, Value x, BiFunction<FittedScaling, Value, Value> change) {
    List<Value> parts = new ArrayList<>();
    int from = 0;
    for (MixedScaling.Part part : scaling.parts()) {
      parts.add(change.apply(part.scaling(), x.slice(from, from + part.features())));
      from += part.features();
    }
    return Value.joined(parts);
  }

  private static InvalidSettingException unknown(FittedScaling scaling) {
    return InvalidSettingException.of("scaling", "must be one that can be exported", scaling);
  }
}

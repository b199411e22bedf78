package dev.cvae.onnx;

import dev.cvae.scaling.QuantileScaling;
import dev.cvae.scaling.QuantileScaling.Target;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** A {@link QuantileScaling} as operations of a graph, on (rows, features) of float64. */
final class Quantiles {
  private final Graph graph;
  private final Target target;
  private final double[][] q; //     (feature, knot)
  private final double[] level; //   (knot)
  private final int last; //         knot
  private final Value knots; //      (features · knots), feature after feature
  private final Value levels; //     (knots)
  private final Value firstKnots; // (features)
  private final Value lastKnots; //  (features)
  private final Value firstLevel;
  private final Value lastLevel;

  Quantiles(Graph graph, QuantileScaling scaling) {
    this.graph = graph;
    this.target = scaling.target();
    this.q = scaling.knots();
    this.level = scaling.levels();
    this.last = level.length - 1;
    this.knots = graph.doubles("knots", Arrays.stream(q).flatMapToDouble(Arrays::stream).toArray());
    this.levels = graph.doubles("levels", level);
    this.firstKnots = ofEach("first", feature -> feature[0]);
    this.lastKnots = ofEach("last", feature -> feature[last]);
    this.firstLevel = graph.number(level[0]);
    this.lastLevel = graph.number(level[last]);
  }

  /** From values to levels. */
  Value scale(Value value) {
    Value each = value.unsqueeze(); //                           (rows, features, 1)
    Value byFeature = knots.reshape(q.length, level.length); //  (features, knots)
    Value below = byFeature.less(each).toWhole().sum(); //       how many knots are
    Value upTo = byFeature.lessOrEqual(each).toWhole().sum();
    Value here = level(below).add(level(upTo.sub(one()))).mul(graph.number(0.5));
    Value segment = segment(below);
    Value from = knot(segment);
    Value share = value.sub(from).div(knot(segment.add(one())).sub(from));
    Value between = level(segment).add(share.mul(level(segment.add(one())).sub(level(segment))));
    Value inside = below.less(upTo).choose(here, between);
    Value over = straightOn() ? lastLevel.add(value.sub(lastKnots).mul(slope())) : lastLevel;
    Value under = straightOn() ? firstLevel.add(value.sub(firstKnots).mul(slope())) : firstLevel;
    return value.less(firstKnots).choose(under, lastKnots.less(value).choose(over, inside));
  }

  /** From levels to values. */
  Value undo(Value at) {
    Value upTo = levels.lessOrEqual(at.unsqueeze()).toWhole().sum(); // (rows, features)
    Value segment = segment(upTo);
    Value from = level(segment);
    Value share = at.sub(from).div(level(segment.add(one())).sub(from));
    Value inside = knot(segment).add(share.mul(knot(segment.add(one())).sub(knot(segment))));
    Value over = straightOn() ? lastKnots.add(at.sub(lastLevel).div(slope())) : lastKnots;
    Value under = straightOn() ? firstKnots.add(at.sub(firstLevel).div(slope())) : firstKnots;
    return at.lessOrEqual(firstLevel).choose(under, lastLevel.lessOrEqual(at).choose(over, inside));
  }

  /** Whether the map goes on beyond its outermost knots. */
  private boolean straightOn() {
    return target == Target.NORMAL;
  }

  /** Of the line from the first knot to the last, (features). */
  private Value slope() {
    return ofEach(
        "slope",
        feature ->
            feature[last] > feature[0]
                ? (level[last] - level[0]) / (feature[last] - feature[0])
                : 1);
  }

  private Value ofEach(String name, ToDoubleFunction<double[]> number) {
    return graph.doubles(name, Arrays.stream(q).mapToDouble(number).toArray());
  }

  /** The segment that begins at the last of so many knots, or the nearest there is. */
  private Value segment(Value count) {
    return within(count.sub(one()), last - 1);
  }

  /** The level at a knot, or at the nearest there is. */
  private Value level(Value numbers) {
    return levels.at(within(numbers, last));
  }

  private Value within(Value numbers, int most) {
    return numbers.max(graph.whole("least", 0)).min(graph.whole("most", most));
  }

  private Value knot(Value numbers) {
    long[] starts = LongStream.range(0, q.length).map(i -> i * level.length).toArray();
    return knots.at(numbers.add(graph.whole("starts", starts)));
  }

  private Value one() {
    return graph.whole("one", 1);
  }
}

package dev.cvae.onnx;

import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.Categorical;
import dev.cvae.likelihood.ContinuousBernoulli;
import dev.cvae.likelihood.CustomLoss;
import dev.cvae.likelihood.DiscretisedLogistic;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.Part;
import dev.cvae.likelihood.ReconstructionLoss;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean of p(x|z,c), from the decoder's outputs: the formulas of {@link
 * ReconstructionLoss#mean}, in double precision where differences lose digits.
 */
final class Means {
  private static final double SMALL = 0.05;
  private static final double WIDE = 100;

  private final Graph graph;

  Means(Graph graph) {
    this.graph = graph;
  }

  /** (rows, features). */
  Value of(ReconstructionLoss loss, Value outputs, int features) {
    if (loss instanceof Bernoulli) {
      return outputs.sigmoid();
    } else if (loss instanceof Gaussian) {
      return outputs;
    } else if (loss instanceof ContinuousBernoulli) {
      return continuousBernoulli(outputs.toDouble()).toFloat();
    } else if (loss instanceof DiscretisedLogistic) {
      Value centre = outputs.slice(0, features).toDouble();
      Value logScale = outputs.slice(features, 2 * features).toDouble();
      return discretisedLogistic(centre, logScale).toFloat();
    } else if (loss instanceof Categorical categorical) {
      return categorical(categorical.sizes(), outputs);
    } else if (loss instanceof Mixed mixed) {
      return mixed(mixed.parts(), outputs);
    } else if (loss instanceof Observed observed) {
      return of(observed.loss(), outputs, features);
    }
    String name = loss instanceof CustomLoss own ? own.name() : loss.toString();
    throw InvalidSettingException.of(
        "reconstructionLoss", "must be a built-in one: own losses cannot be exported", name);
  }

  /** ½ + ½ coth(l/2) − 1/l; a series where l is small. */
  private Value continuousBernoulli(Value l) {
    Value half = graph.number(0.5);
    Value one = graph.number(1.0);
    Value series =
        l.div(graph.number(12.0)).mul(one.sub(l.mul(l).div(graph.number(60.0)))).add(half);
    Value quotients = half.add(half.div(l.mul(half).tanh())).sub(one.div(l));
    return l.abs().less(graph.number(SMALL)).choose(series, quotients);
  }

  /** s (softplus(μ/s) − softplus((μ − 1)/s)); Simpson's rule where s is large. */
  private Value discretisedLogistic(Value centre, Value logScale) {
    Value scale = logScale.max(graph.number(DiscretisedLogistic.LEAST_LOG_SCALE)).exp();
    Value first = centre.div(scale);
    Value last = centre.sub(graph.number(1.0)).div(scale);
    Value middle = first.add(last).mul(graph.number(0.5));
    Value integral = scale.mul(softplus(first).sub(softplus(last)));
    Value simpson =
        logistic(first)
            .add(logistic(middle).mul(graph.number(4.0)))
            .add(logistic(last))
            .div(graph.number(6.0));
    return graph.number(WIDE).less(scale).choose(simpson, integral);
  }

  /** log(1 + e^a), finite for any a. */
  private Value softplus(Value a) {
    return a.max(graph.number(0.0)).add(graph.number(1.0).add(a.abs().neg().exp()).log());
  }

  private Value logistic(Value a) {
    return graph.number(1.0).div(graph.number(1.0).add(a.neg().exp()));
  }

  private static Value categorical(List<Integer> sizes, Value logits) {
    List<Value> groups = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      groups.add(logits.slice(start, start + size).softmax());
      start += size;
    }
    return Value.joined(groups);
  }

  private Value mixed(List<Part> parts, Value outputs) {
    List<Value> means = new ArrayList<>();
    int start = 0;
    for (Part part : parts) {
      int end = start + part.loss().outputs(part.features());
      means.add(of(part.loss(), outputs.slice(start, end), part.features()));
      start = end;
    }
    return Value.joined(means);
  }
}

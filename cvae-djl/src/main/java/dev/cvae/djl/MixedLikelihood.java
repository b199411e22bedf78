package dev.cvae.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A likelihood for each stretch of features; log p(x|z,c) is the sum of theirs.
 *
 * @param widths how many features each part has
 * @param parts their likelihoods, in order
 */
record MixedLikelihood(List<Integer> widths, List<Likelihood> parts) implements Likelihood {
  static LikelihoodHead head(String name, Mixed loss, int first, Weights weights) {
    List<Integer> widths = loss.parts().stream().map(Part::features).toList();
    List<Integer> outputs =
        loss.parts().stream().map(part -> part.loss().outputs(part.features())).toList();
    List<LikelihoodHead> heads = new ArrayList<>();
    int start = first;
    for (Part part : loss.parts()) {
      String partName = name + ".parts." + heads.size();
      heads.add(LikelihoodHead.of(partName, part.loss(), start, part.features(), weights));
      start += part.features();
    }
    return all -> {
      NDList outputsOfParts = Columns.split(all, outputs);
      List<Likelihood> parts = new ArrayList<>();
      for (int i = 0; i < heads.size(); i++) {
        parts.add(heads.get(i).of(outputsOfParts.get(i)));
      }
      return new MixedLikelihood(widths, parts);
    };
  }

  @Override
  public NDArray logProbability(NDArray x) {
    NDList xOfParts = Columns.split(x, widths);
    NDArray sum = parts.get(0).logProbability(xOfParts.get(0));
    for (int i = 1; i < parts.size(); i++) {
      sum = sum.add(parts.get(i).logProbability(xOfParts.get(i)));
    }
    return sum;
  }

  @Override
  public NDArray mean() {
    return joined(Likelihood::mean);
  }

  @Override
  public NDArray parameters() {
    return joined(Likelihood::parameters);
  }

  private NDArray joined(Function<Likelihood, NDArray> columns) {
    return Columns.join(new NDList(parts.stream().map(columns).toList()));
  }
}

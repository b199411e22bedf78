package dev.cvae.runtime;

import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.Part;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.model.ModelDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From the decoder's outputs to what its loss calls parameters: the outputs, and in their place
 * between them what has been learned besides, log σ.
 */
final class LossParameters {
  private final List<Piece> pieces = new ArrayList<>();
  private final int size;

  /** So many outputs, and what follows them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(int outputs, float[] learned) {}

  LossParameters(ModelDescription description, Weights weights) {
    ReconstructionLoss loss = description.reconstructionLoss();
    add("decoder", loss, description.features(), weights);
    size = loss.parameters(description.features());
  }

  private void add(String name, ReconstructionLoss loss, int features, Weights weights) {
    if (loss instanceof Observed observed) {
      add(name, observed.loss(), features, weights);
    } else if (loss instanceof Mixed mixed) {
      for (int i = 0; i < mixed.parts().size(); i++) {
        Part part = mixed.parts().get(i);
        add(name + ".parts." + i, part.loss(), part.features(), weights);
      }
    } else if (loss instanceof Gaussian gaussian && gaussian.sigma() != Gaussian.Sigma.ONE) {
      float[] logSigma = weights.vector(name + ".log_sigma");
      float[] ofFeatures = Arrays.copyOf(logSigma, features);
      if (logSigma.length == 1) {
        Arrays.fill(ofFeatures, logSigma[0]);
      }
      pieces.add(new Piece(features, ofFeatures));
    } else {
      pieces.add(new Piece(loss.outputs(features), new float[0]));
    }
  }

  /** How many a row has. */
  int size() {
    return size;
  }

  /** Those of one row. */
  double[] of(float[] outputs) {
    double[] parameters = new double[size];
    int from = 0;
    int to = 0;
    for (Piece piece : pieces) {
      for (int i = 0; i < piece.outputs(); i++) {
        parameters[to++] = outputs[from++];
      }
      for (float learned : piece.learned()) {
        parameters[to++] = learned;
      }
    }
    return parameters;
  }
}

package dev.cvae.file;

import dev.cvae.error.ModelFileException;
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
import dev.cvae.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link ReconstructionLoss} as JSON. */
final class LossJson {
  private LossJson() {}

  static Map<String, Object> write(ReconstructionLoss loss) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (loss instanceof Bernoulli) {
      json.put("kind", "bce");
    } else if (loss instanceof ContinuousBernoulli) {
      json.put("kind", "continuous_bernoulli");
    } else if (loss instanceof Gaussian gaussian) {
      gaussian(gaussian, json);
    } else if (loss instanceof DiscretisedLogistic) {
      json.put("kind", "discretised_logistic");
    } else if (loss instanceof Categorical categorical) {
      json.put("kind", "categorical");
      json.put("sizes", categorical.sizes());
    } else if (loss instanceof Mixed mixed) {
      json.put("kind", "mixed");
      json.put("parts", mixed.parts().stream().map(LossJson::part).toList());
    } else if (loss instanceof Observed observed) {
      json.put("kind", "observed");
      json.put("loss", write(observed.loss()));
    } else {
      json.put("kind", "custom");
      json.put("name", ((CustomLoss) loss).name());
    }
    return json;
  }

  static ReconstructionLoss read(JsonObject json) {
    return switch (json.string("kind")) {
      case "bce" -> ReconstructionLoss.BCE;
      case "continuous_bernoulli" -> ReconstructionLoss.continuousBernoulli();
      case "mse" -> ReconstructionLoss.MSE;
      case "gaussian" -> gaussian(json);
      case "discretised_logistic" -> ReconstructionLoss.discretisedLogistic();
      case "categorical" -> new Categorical(json.integerList("sizes"));
      case "mixed" -> new Mixed(json.objects("parts").stream().map(LossJson::part).toList());
      case "observed" -> ReconstructionLoss.observed(read(json.object("loss")));
      case "custom" -> new NamedLoss(json.string("name"));
      default -> throw json.unknown("kind");
    };
  }

  private static void gaussian(Gaussian gaussian, Map<String, Object> json) {
    switch (gaussian.sigma()) {
      case ONE -> json.put("kind", "mse");
      case SHARED -> {
        json.put("kind", "gaussian");
        json.put("sigma", "shared");
      }
      case PER_FEATURE -> {
        json.put("kind", "gaussian");
        json.put("sigma", "per_feature");
      }
    }
  }

  private static ReconstructionLoss gaussian(JsonObject json) {
    return switch (json.string("sigma")) {
      case "shared" -> ReconstructionLoss.gaussian();
      case "per_feature" -> ReconstructionLoss.gaussianPerFeature();
      default -> throw json.unknown("sigma");
    };
  }

  private static Map<String, Object> part(Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("features", part.features());
    json.put("loss", write(part.loss()));
    return json;
  }

  private static Part part(JsonObject json) {
    return read(json.object("loss")).on(json.integer("features"));
  }

  /** An own loss as a file knows it: by name, until it is supplied again. */
  private record NamedLoss(String name) implements CustomLoss {
    @Override
    public int outputs(int features) {
      return features;
    }

    @Override
    public double logProbability(float[] x, double[] parameters) {
      throw notSupplied();
    }

    @Override
    public void mean(double[] parameters, float[] mean) {
      throw notSupplied();
    }

    @Override
    public void draw(double[] parameters, RandomStream random, long position, float[] x) {
      throw notSupplied();
    }

    private ModelFileException notSupplied() {
      return new ModelFileException(
          "the model's reconstruction loss is the own loss \"%s\"; supply it again with LoadOptions.defaults().reconstructionLoss(…)"
              .formatted(name));
    }

    @Override
    public String toString() {
      return "own loss " + name;
    }
  }
}

package dev.cvae.web;

import dev.cvae.condition.CategoryField;
import dev.cvae.condition.ConditionSchema;
import dev.cvae.condition.Field;
import dev.cvae.condition.ImageField;
import dev.cvae.condition.MultiLabelField;
import dev.cvae.condition.NumberField;
import dev.cvae.condition.VectorField;
import dev.cvae.data.Shape;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.likelihood.Bernoulli;
import dev.cvae.likelihood.Categorical;
import dev.cvae.likelihood.ContinuousBernoulli;
import dev.cvae.likelihood.DiscretisedLogistic;
import dev.cvae.likelihood.Gaussian;
import dev.cvae.likelihood.Mixed;
import dev.cvae.likelihood.Observed;
import dev.cvae.likelihood.Part;
import dev.cvae.likelihood.ReconstructionLoss;
import dev.cvae.scaling.AffineScaling;
import dev.cvae.scaling.FittedScaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What of a model's description the page is told, as JSON: the picture, the fields of the condition
 * for its controls, and how the decoder's outputs become pixels. What the page cannot show is
 * refused.
 */
final class PageDescription {
  private static final int MOST_NUMBERS = 16; // of a vector: each is a control

  private PageDescription() {}

  static InvalidSettingException notForThePage(String setting, String rule, Object value) {
    return InvalidSettingException.of(setting, "must " + rule + " for the web page", value);
  }

  /** The picture's channels, height and width. */
  static Map<String, Object> image(Shape shape) {
    int[] d = shape.dimensions();
    int channels = d.length == 2 ? 1 : d[0];
    if (d.length < 2 || d.length > 3 || (channels != 1 && channels != 3)) {
      throw notForThePage(
          "shape", "be (height, width), (1, height, width) or (3, height, width)", shape);
    }
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("channels", channels);
    image.put("height", d[d.length - 2]);
    image.put("width", d[d.length - 1]);
    return image;
  }

  /** The fields of the condition. */
  static List<Map<String, Object>> fields(ConditionSchema schema) {
    return schema.fields().stream().map(field -> field(schema, field)).toList();
  }

  private static Map<String, Object> field(ConditionSchema schema, Field field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", field.name());
    if (field instanceof CategoryField category) {
      json.put("kind", "category");
      json.put("size", category.categories());
    } else if (field instanceof MultiLabelField) {
      json.put("kind", "labels");
      json.put("size", field.width());
    } else if (field instanceof NumberField number) {
      json.put("kind", "numbers");
      json.put("mean", List.of(number.mean()));
      json.put("deviation", List.of(number.deviation()));
    } else if (field instanceof VectorField vector && vector.width() <= MOST_NUMBERS) {
      json.put("kind", "numbers");
      json.put("mean", Arrays.stream(vector.mean()).boxed().toList());
      json.put("deviation", Arrays.stream(vector.deviation()).boxed().toList());
    } else if (field instanceof ImageField) {
      throw notForThePage("condition", "have no images", field);
    } else {
      throw notForThePage("condition", "have vectors of at most %d".formatted(MOST_NUMBERS), field);
    }
    json.put("names", field.names());
    json.put("mayBeMissing", schema.mayBeMissing());
    return json;
  }

  /** From the decoder's outputs to the mean of p(x|z,c): what each stretch of the row has. */
  static List<Map<String, Object>> mean(ReconstructionLoss loss, int features) {
    return parts(loss, features).map(PageDescription::mean).toList();
  }

  private static Stream<Part> parts(ReconstructionLoss loss, int features) {
    if (loss instanceof Observed observed) {
      return parts(observed.loss(), features);
    }
    return loss instanceof Mixed mixed
        ? mixed.parts().stream().flatMap(part -> parts(part.loss(), part.features()))
        : Stream.of(loss.on(features));
  }

  private static Map<String, Object> mean(Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("of", kind(part.loss()));
    json.put("features", part.features());
    if (part.loss() instanceof Categorical categorical) {
      json.put("sizes", categorical.sizes());
    }
    return json;
  }

  private static String kind(ReconstructionLoss loss) {
    if (loss instanceof Bernoulli) {
      return "bernoulli";
    } else if (loss instanceof Gaussian) {
      return "gaussian";
    } else if (loss instanceof ContinuousBernoulli) {
      return "continuous_bernoulli";
    } else if (loss instanceof DiscretisedLogistic) {
      return "discretised_logistic";
    } else if (loss instanceof Categorical) {
      return "categorical";
    }
    throw notForThePage("reconstruction loss", "be a built-in one", loss);
  }

  /** What undoes the scaling: value = shift + scale · output; empty without one. */
  static Map<String, Object> scaling(FittedScaling scaling) {
    if (scaling.isNone()) {
      return Map.of();
    }
    if (!(scaling instanceof AffineScaling affine)) {
      throw notForThePage("scaling", "be none, standardised or min-max", scaling);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shift", Arrays.stream(affine.shift()).boxed().toList());
    json.put("scale", Arrays.stream(affine.scale()).boxed().toList());
    return json;
  }
}

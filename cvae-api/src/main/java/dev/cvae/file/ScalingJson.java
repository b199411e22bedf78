package dev.cvae.file;

import dev.cvae.scaling.AffineScaling;
import dev.cvae.scaling.FittedScaling;
import dev.cvae.scaling.MixedScaling;
import dev.cvae.scaling.QuantileScaling;
import dev.cvae.scaling.QuantileScaling.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A {@link FittedScaling} as JSON; one that does nothing is left out. */
final class ScalingJson {
  private ScalingJson() {}

  static Map<String, Object> write(FittedScaling scaling) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (scaling instanceof AffineScaling affine) {
      json.put("kind", "affine");
      json.put("shift", numbers(affine.shift()));
      json.put("scale", numbers(affine.scale()));
    } else if (scaling instanceof QuantileScaling quantile) {
      json.put("kind", "quantile");
      json.put("target", quantile.target().name().toLowerCase(Locale.ROOT));
      json.put("knots", Arrays.stream(quantile.knots()).map(ScalingJson::numbers).toList());
    } else if (scaling instanceof MixedScaling mixed) {
      json.put("kind", "mixed");
      json.put("parts", mixed.parts().stream().map(ScalingJson::part).toList());
    } else {
      throw new IllegalArgumentException("a scaling without a kind in the file: " + scaling);
    }
    return json;
  }

  static FittedScaling read(JsonObject json) {
    return switch (json.string("kind")) {
      case "affine" -> new AffineScaling(json.reals("shift"), json.reals("scale"));
      case "quantile" -> new QuantileScaling(target(json), json.realRows("knots"));
      case "mixed" ->
          new MixedScaling(json.objects("parts").stream().map(ScalingJson::part).toList());
      default -> throw json.unknown("kind");
    };
  }

  private static Map<String, Object> part(MixedScaling.Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("features", part.features());
    if (!part.scaling().isNone()) {
      json.put("scaling", write(part.scaling()));
    }
    return json;
  }

  private static MixedScaling.Part part(JsonObject json) {
    return new MixedScaling.Part(
        json.optional("scaling").map(ScalingJson::read).orElse(FittedScaling.none()),
        json.integer("features"));
  }

  private static Target target(JsonObject json) {
    return switch (json.string("target")) {
      case "uniform" -> Target.UNIFORM;
      case "normal" -> Target.NORMAL;
      default -> throw json.unknown("target");
    };
  }

  private static List<Double> numbers(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}

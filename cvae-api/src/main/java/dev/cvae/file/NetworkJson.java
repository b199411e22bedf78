package dev.cvae.file;

import dev.cvae.network.Activation;
import dev.cvae.network.Conditioning;
import dev.cvae.network.Conv;
import dev.cvae.network.CustomNetwork;
import dev.cvae.network.Embedding;
import dev.cvae.network.FieldEncoder;
import dev.cvae.network.Mlp;
import dev.cvae.network.Network;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A {@link Network}, or the {@link FieldEncoder} of a condition's field, as JSON. */
final class NetworkJson {
  private NetworkJson() {}

  static Map<String, Object> write(Network network) {
    if (network instanceof FieldEncoder builtIn) {
      return write(builtIn);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "custom");
    json.put("name", ((CustomNetwork) network).name());
    return json;
  }

  static Map<String, Object> write(FieldEncoder encoder) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (encoder instanceof Mlp mlp) {
      json.put("kind", "mlp");
      json.put("hidden", mlp.hidden());
      json.put("activation", name(mlp.activation()));
    } else if (encoder instanceof Conv conv) {
      json.put("kind", "conv");
      json.put("channels", conv.channels());
      json.put("activation", name(conv.activation()));
      json.put("conditioning", name(conv.conditioning()));
    } else {
      json.put("kind", "embedding");
      json.put("size", ((Embedding) encoder).size());
    }
    return json;
  }

  static Network read(JsonObject json) {
    return switch (json.string("kind")) {
      case "mlp" -> mlp(json);
      case "conv" -> conv(json);
      case "custom" -> new NamedNetwork(json.string("name"));
      default -> throw json.unknown("kind");
    };
  }

  static FieldEncoder readFieldEncoder(JsonObject json) {
    return switch (json.string("kind")) {
      case "mlp" -> mlp(json);
      case "conv" -> conv(json);
      case "embedding" -> new Embedding(json.integer("size"));
      default -> throw json.unknown("kind");
    };
  }

  private static Mlp mlp(JsonObject json) {
    return new Mlp(json.integerList("hidden"), activation(json));
  }

  private static Conv conv(JsonObject json) {
    return new Conv(
        json.integerList("channels"),
        activation(json),
        named(json, "conditioning", Conditioning.values()));
  }

  private static Activation activation(JsonObject json) {
    return named(json, "activation", Activation.values());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E named(JsonObject json, String member, E[] values) {
    String wanted = json.string(member);
    for (E value : values) {
      if (name(value).equals(wanted)) {
        return value;
      }
    }
    throw json.unknown(member);
  }

  /** An own network as a file knows it: by name. */
  private record NamedNetwork(String name) implements CustomNetwork {}
}

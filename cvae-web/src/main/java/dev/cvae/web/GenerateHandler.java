package dev.cvae.web;

import com.sun.net.httpserver.HttpExchange;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.error.InvalidConditionException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.error.ModelClosedException;
import dev.cvae.file.Json;
import dev.cvae.image.Images;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** {@code POST /generate}: JSON in, rows or pictures out, from the model on the JVM. */
final class GenerateHandler {
  private static final int MOST_VALUES = 1 << 22; // some 100 MiB as JSON on its way

  private final GenerativeModel model;
  private final ServerOptions options;
  private final RateLimit limit;

  GenerateHandler(GenerativeModel model, ServerOptions options) {
    this.model = model;
    this.options = options;
    this.limit = new RateLimit(options.requestsPerMinute(), System::nanoTime);
  }

  /** The answer to a request, as JSON. */
  String answer(HttpExchange exchange) throws IOException, RefusedException {
    int wait = limit.take();
    if (wait > 0) {
      exchange.getResponseHeaders().set("Retry-After", Integer.toString(wait));
      throw new RefusedException(
          429,
          "at most %d requests a minute are answered; try again in %d seconds"
              .formatted(options.requestsPerMinute(), wait));
    }
    requireJson(exchange);
    GenerateQuery query = GenerateQuery.read(body(exchange), mostRows());
    Samples samples = generate(query);
    requireFinite(samples);
    return Json.write(json(samples, query.png()));
  }

  private GenerateQuery.Limit mostRows() {
    int features = model.description().features();
    int mostAtOnce = Math.max(1, MOST_VALUES / features);
    return options.mostRows() <= mostAtOnce
        ? new GenerateQuery.Limit(options.mostRows(), "the server's limit on rows")
        : new GenerateQuery.Limit(
            mostAtOnce, "%,d values of %d a row".formatted(MOST_VALUES, features));
  }

  /** A temperature of 1e300, say, goes beyond what numbers can hold. */
  private static void requireFinite(Samples samples) throws RefusedException {
    for (float[] row : samples.rows()) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          throw new RefusedException(
              400, "what was asked for has no finite answer; try a lower temperature");
        }
      }
    }
  }

  /** Other sites' pages cannot send this type without asking, and are not allowed to. */
  private static void requireJson(HttpExchange exchange) throws RefusedException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new RefusedException(415, "the Content-Type must be application/json, was " + type);
    }
  }

  private String body(HttpExchange exchange) throws IOException, RefusedException {
    byte[] bytes =
        exchange
            .getRequestBody()
            .readNBytes((int) Math.min(Integer.MAX_VALUE, options.mostBytes() + 1L));
    if (bytes.length > options.mostBytes()) {
      throw new RefusedException(
          413, "the body must have at most %,d bytes".formatted(options.mostBytes()));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Samples generate(GenerateQuery query) throws RefusedException {
    try {
      return model.generate(query.request());
    } catch (InvalidConditionException | InvalidSettingException e) {
      throw new RefusedException(400, e);
    } catch (ModelClosedException e) {
      throw new RefusedException(503, e);
    }
  }

  private static Map<String, Object> json(Samples samples, boolean png) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", samples.seed().orElseThrow());
    json.put("shape", Arrays.stream(samples.shape().dimensions()).boxed().toList());
    json.put(png ? "pictures" : "rows", png ? pictures(samples) : rows(samples));
    return json;
  }

  private static List<List<Float>> rows(Samples samples) {
    List<List<Float>> rows = new ArrayList<>();
    for (float[] row : samples.rows()) {
      List<Float> values = new ArrayList<>();
      for (float value : row) {
        values.add(value);
      }
      rows.add(values);
    }
    return rows;
  }

  /** PNG files in base64. */
  private static List<String> pictures(Samples samples) throws IOException {
    List<String> pictures = new ArrayList<>();
    for (float[] row : samples.rows()) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(Images.image(row, samples.shape()), "png", png);
      pictures.add(Base64.getEncoder().encodeToString(png.toByteArray()));
    }
    return pictures;
  }
}

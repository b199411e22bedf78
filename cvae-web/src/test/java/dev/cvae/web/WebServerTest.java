package dev.cvae.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.GenerationRequest;
import dev.cvae.GenerativeModel;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server, asked over HTTP. */
class WebServerTest {
  private static final ServerOptions OPTIONS = ServerOptions.defaults().port(0).mostRows(20);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static GenerativeModel model;
  private static WebServer server;

  @BeforeAll
  static void start() {
    model = TestModels.fit(TestModels.small(), TestModels.manyFields());
    server = WebServer.start(model, OPTIONS);
  }

  @AfterAll
  static void close() {
    server.close();
    model.close();
  }

  @Test
  void thePageIsServedToThisMachineAlone() throws Exception {
    HttpResponse<String> page = get("");

    assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
    assertThat(page.body()).contains("<!DOCTYPE html>", "weights.js");
    assertThat(get("weights.js").body()).contains("globalThis.cvaeModel");
    assertThat(get("weights.js").headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
  }

  @Test
  void rowsAreThoseOfTheModel() throws Exception {
    String body =
        """
        {"conditions": [{"article": "coat", "angle": 32.5, "site": [1, 11], "tags": ["old"]},
                        {"article": 3, "angle": 30, "site": [0, 10], "tags": []}],
         "count": 2, "seed": 7, "temperature": 0.5}
        """;
    Condition coat =
        Condition.of("article", "coat").and("angle", 32.5).and("site", 1, 11).and("tags", "old");
    Condition bag =
        Condition.of("article", 3).and("angle", 30).and("site", 0, 10).and("tags", List.of());

    Map<?, ?> json = ok(post(body));

    Samples expected =
        model.generate(
            GenerationRequest.of(List.of(coat, coat, bag, bag)).seed(7).temperature(0.5));
    assertThat(json.get("seed")).isEqualTo(7L);
    assertThat(json.get("shape")).isEqualTo(List.of(1L, 8L, 8L));
    List<?> rows = (List<?>) json.get("rows");
    assertThat(rows).hasSize(4);
    for (int row = 0; row < 4; row++) {
      List<?> values = (List<?>) rows.get(row);
      for (int i = 0; i < values.size(); i++) {
        assertThat(((Number) values.get(i)).floatValue()).isEqualTo(expected.row(row)[i]);
      }
    }
  }

  @Test
  void withoutASeedTheAnswerSaysWhichItHad() throws Exception {
    Map<?, ?> first = ok(post(condition("")));
    Map<?, ?> again = ok(post(condition(", \"seed\": " + first.get("seed"))));

    assertThat(again).isEqualTo(first);
    assertThat(ok(post(condition(""))).get("seed")).isNotEqualTo(first.get("seed"));
  }

  @Test
  void aFreshSeedIsOneThatJavaScriptHolds() throws Exception {
    for (int i = 0; i < 20; i++) { // of 64 bits, two thousand such seeds have one below 2^53
      assertThat((Long) ok(post(condition(""))).get("seed")).isBetween(0L, (1L << 53) - 1);
    }
  }

  @Test
  void whatIsNullIsNotGiven() throws Exception {
    Map<?, ?> json = ok(post(condition(", \"seed\": 4, \"count\": null, \"temperature\": null")));

    assertThat(json).isEqualTo(ok(post(condition(", \"seed\": 4"))));
  }

  @Test
  void anAnswerHasALimitOfItsOwn() throws Exception {
    try (WebServer generous = WebServer.start(model, OPTIONS.mostRows(1_000_000))) {
      HttpRequest request =
          HttpRequest.newBuilder(generous.address().resolve("generate"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(condition(", \"count\": 65537")))
              .build();

      assertThat(error(send(request)))
          .isEqualTo(
              "conditions × count must lie in 1..65536 (4,194,304 values of 64 a row),"
                  + " was 1 × 65537");
    }
  }

  @Test
  void picturesArePng() throws Exception {
    Map<?, ?> json = ok(post(condition(", \"format\": \"png\", \"count\": 3")));

    List<?> pictures = (List<?>) json.get("pictures");
    assertThat(pictures).hasSize(3);
    byte[] png = Base64.getDecoder().decode((String) pictures.get(0));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(8, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | JSON at character 0 must have a value",
        "[1] | the body must be a JSON object",
        "{\"labels\": [7]} | there is no labels, only",
        "{\"conditions\": 7} | conditions must be a list of at least one, was 7",
        "{\"conditions\": []} | conditions must be a list of at least one",
        "{\"conditions\": [7]} | condition must be an object, was 7",
        "{\"conditions\": [{\"article\": true}]} | article must be a number, a name",
        "{\"conditions\": [{\"article\": \"hat\"}]} | condition has article hat, but the model was"
            + " fitted with",
        "{\"conditions\": [{\"colour\": 1}]} | condition has field colour",
        "{} | condition has no article",
        "{\"conditions\": [{\"article\": null}]} | condition has no article, but the model was fitted",
        "{\"conditions\": [null]} | JSON at character 16 must have a value",
        "{\"conditions\": [{\"site\": [1, \"2\"]}]} | site must be a number, was the text \"2\"",
        "{\"count\": 0} | conditions × count must lie in 1..20 (the server's limit on rows), was 1 × 0",
        "{\"count\": 21} | conditions × count must lie in 1..20 (the server's limit on rows), was 1 × 21",
        "{\"count\": \"3\"} | count must be a whole number, was the text \"3\"",
        "{\"count\": 9223372036854775807} | conditions × count must lie in 1..20",
        "{\"count\": 1.5} | count must be a whole number, was 1.5",
        "{\"seed\": \"x\"} | seed must be a whole number, was the text \"x\"",
        "{\"temperature\": -1} | temperature must be",
        "{\"temperature\": \"hot\"} | temperature must be a number, was the text \"hot\"",
        "{\"conditions\": [{\"article\": 2, \"angle\": 32, \"site\": [1, 11], \"tags\": []}],"
            + " \"temperature\": 1e300} | what was asked for has no finite answer",
        "{\"format\": \"gif\"} | format must be rows or png, was gif"
      })
  void whatIsNoSuchRequestIsRefusedWithTheReason(String body, String error) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response)).startsWith(error);
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() throws Exception {
    HttpResponse<String> response = post(" ".repeat(OPTIONS.mostBytes() + 1));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(error(response)).isEqualTo("the body must have at most 65,536 bytes");
  }

  @Test
  void anotherTypeOrMethodIsRefused() throws Exception {
    HttpRequest text =
        to("generate")
            .POST(BodyPublishers.ofString("{}"))
            .header("Content-Type", "text/plain")
            .build();
    assertThat(send(text).statusCode()).isEqualTo(415);

    HttpResponse<String> got = get("generate");
    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("Allow")).contains("POST");
    assertThat(error(got)).isEqualTo("the method must be POST, was GET");

    HttpRequest delete = to("").DELETE().build();
    assertThat(send(delete).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "favicon.ico", "../pom.xml", "%2e%2e/pom.xml", "generate/"})
  void thereIsNothingElse(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(error(response)).startsWith("there is no /");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:8080"})
  void thisMachineMayBeCalledByItsNames(String name) throws Exception {
    assertThat(raw(server, "Host: " + name)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: localhost.evil.example:8080",
        "Host: 127.0.0.1.evil.example",
        "Host: 192.168.0.1:8080",
        "Host: ::1",
        "Host:",
        "Accept: text/html",
        "Host: localhost\r\nHost: evil.example"
      })
  void anotherNameForThisMachineIsRefused(String header) throws Exception {
    assertThat(raw(server, header))
        .startsWith("HTTP/1.1 421 ")
        .contains("the Host must be localhost, 127.0.0.1 or [::1], was ");
  }

  @Test
  void aServerForOtherMachinesMayBeCalledAnything() throws Exception {
    try (WebServer open = WebServer.start(model, OPTIONS.host("0.0.0.0"))) {
      assertThat(raw(open, "Host: models.example")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void tooManyRequestsAreToldWhenToComeAgain() throws Exception {
    try (WebServer slow = WebServer.start(model, OPTIONS.requestsPerMinute(1))) {
      HttpRequest request =
          HttpRequest.newBuilder(slow.address().resolve("generate"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(condition("")))
              .build();
      assertThat(send(request).statusCode()).isEqualTo(200);

      HttpResponse<String> second = send(request);

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After"))
          .hasValueSatisfying(s -> assertThat(Integer.parseInt(s)).isBetween(1, 60));
      assertThat(error(second)).startsWith("at most 1 requests a minute are answered");
      HttpRequest page = HttpRequest.newBuilder(slow.address()).build();
      assertThat(send(page).statusCode()).as("the page itself").isEqualTo(200);
    }
  }

  @Test
  void aClosedServerAnswersNoMore() throws Exception {
    WebServer closed = WebServer.start(model, OPTIONS);
    closed.close();
    closed.close();

    HttpRequest request = HttpRequest.newBuilder(closed.address()).build();
    assertThatThrownBy(() -> send(request)).isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatIsTakenOrImpossibleIsSaid() {
    int taken = server.address().getPort();

    assertThatThrownBy(() -> WebServer.start(model, OPTIONS.port(taken)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot listen at 127.0.0.1:" + taken);
    assertThatThrownBy(() -> OPTIONS.port(70_000))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("port must lie in 0..65535, was 70000");
    assertThatThrownBy(() -> OPTIONS.mostRows(0)).hasMessage("mostRows must be positive, was 0");
  }

  /** A request that this model answers, with more members. */
  private static String condition(String more) {
    return "{\"conditions\": [{\"article\": 0, \"angle\": 31, \"site\": [1, 10], \"tags\": [0]}]"
        + more
        + "}";
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(to(path).build());
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return send(
        to("generate")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** What is answered to a request with this header alone; an HTTP client would add its own. */
  private static String raw(WebServer asked, String header) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", asked.address().getPort())) {
      String request = "GET / HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static Map<?, ?> ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    return (Map<?, ?>) Json.read(response.body());
  }

  private static String error(HttpResponse<String> response) {
    return String.valueOf(((Map<?, ?>) Json.read(response.body())).get("error"));
  }
}

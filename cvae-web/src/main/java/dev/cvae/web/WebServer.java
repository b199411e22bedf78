package dev.cvae.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cvae.GenerativeModel;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.file.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the page of a model, and generates on the JVM for programs that ask:
 *
 * <pre>{@code
 * try (WebServer server = WebServer.start(model, ServerOptions.defaults())) {
 *   System.out.println(server.address());                        // http://127.0.0.1:8080/
 *   ...
 * }
 * }</pre>
 *
 * <pre>{@code
 * POST /generate                        {"seed": 1, "shape": [1, 28, 28], "rows": [[0.0, ...], ...]}
 * {"conditions": [{"label": 7}], "count": 3, "seed": 1, "temperature": 0.9, "format": "rows"}
 * }</pre>
 *
 * <p>All members may be left out; {@code "format": "png"} gives {@code pictures} in base64 in place
 * of {@code rows}. Errors are JSON too, {@code {"error": "..."}}: 400 for what is not such a
 * request, 404, 405, 413, 415, 421 for a Host that is not this machine where nobody else is
 * listened to, and 429 with {@code Retry-After}. For one's own machine, or behind a server that
 * knows who may ask; it has no TLS. Slow clients are waited for as long as the system property
 * {@code sun.net.httpserver.maxReqTime} says, in seconds. Any thread may use it.
 */
public final class WebServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final String GENERATE = "/generate";
  private static final System.Logger LOG = System.getLogger(WebServer.class.getName());

  private final Map<String, byte[]> files = new HashMap<>();
  private final GenerateHandler generate;
  private final ExecutorService threads;
  private final HttpServer server;
  private final String host;
  private final Optional<LocalNames> names;

  private WebServer(GenerativeModel model, ServerOptions options) throws IOException {
    PageModel page = PageModel.of(model.toFile());
    Page.of(page.rounded(options.precision(), LatentWalk.strongest(model, WebExport.WALK)))
        .forEach((name, content) -> files.put("/" + name, content));
    generate = new GenerateHandler(model, options);
    host = options.host();
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), options.port()), 0);
    names = LocalNames.of(server.getAddress().getAddress(), host);
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            THREADS, task -> new Thread(task, "cvae-web-" + count.incrementAndGet()));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Starts to serve.
   *
   * @param model that the page has and that generates; stays open, and the caller's
   * @param options where, and how much
   * @return the server, to be closed before the model
   * @throws InvalidSettingException if the page cannot draw with such a model
   * @throws UncheckedIOException if the address cannot be listened at
   */
  public static WebServer start(GenerativeModel model, ServerOptions options) {
    try {
      WebServer server = new WebServer(model, options);
      server.server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen at %s:%d".formatted(options.host(), options.port()), e);
    }
  }

  /**
   * Where the page is.
   *
   * @return such as {@code http://127.0.0.1:8080/}
   */
  public URI address() {
    String name = host.contains(":") ? "[" + host + "]" : host; // IPv6
    return URI.create("http://" + name + ":" + server.getAddress().getPort() + "/");
  }

  /** Answers no more; waits a second for those who are being answered. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        if (names.isPresent()) {
          names.get().require(exchange.getRequestHeaders().get("Host"));
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals(GENERATE)) {
          requireMethod(exchange, "POST");
          send(exchange, 200, "application/json", generate.answer(exchange));
        } else {
          sendFile(exchange, path.equals("/") ? "/" + Page.INDEX : path);
        }
      } catch (RefusedException e) {
        sendError(exchange, e.status(), String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a request failed", e);
        sendError(exchange, 500, "the server failed; its log says why");
      }
    }
  }

  private void sendFile(HttpExchange exchange, String path) throws IOException, RefusedException {
    byte[] body = files.get(path);
    if (body == null) {
      throw new RefusedException(404, "there is no " + path);
    }
    requireMethod(exchange, "GET", "HEAD");
    send(exchange, 200, path.endsWith(".js") ? "text/javascript" : "text/html", body);
  }

  private static void requireMethod(HttpExchange exchange, String... allowed)
      throws RefusedException {
    for (String method : allowed) {
      if (method.equals(exchange.getRequestMethod())) {
        return;
      }
    }
    String methods = String.join(", ", allowed);
    exchange.getResponseHeaders().set("Allow", methods);
    throw new RefusedException(
        405, "the method must be %s, was %s".formatted(methods, exchange.getRequestMethod()));
  }

  private static void sendError(HttpExchange exchange, int status, String message)
      throws IOException {
    send(exchange, status, "application/json", Json.write(Map.of("error", message)));
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'self'; style-src 'unsafe-inline'; img-src data: blob:");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }
}

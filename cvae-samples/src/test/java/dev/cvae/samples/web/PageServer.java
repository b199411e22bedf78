package dev.cvae.samples.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A static server on this machine that remembers what it was asked for. */
final class PageServer implements AutoCloseable {
  private final HttpServer server;
  private final Path folder;
  private final Set<String> asked = new ConcurrentSkipListSet<>();

  PageServer(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Path file = folder.resolve(path.equals("/") ? "index.html" : path.substring(1));
    boolean found = Files.isRegularFile(file);
    byte[] body = found ? Files.readAllBytes(file) : new byte[0];
    boolean script = path.endsWith(".js");
    exchange.getResponseHeaders().add("Content-Type", script ? "text/javascript" : "text/html");
    exchange.sendResponseHeaders(found ? 200 : 404, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The paths of all requests so far. */
  Set<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package dev.cvae.samples.cli;

import dev.cvae.GenerativeModel;
import dev.cvae.web.ServerOptions;
import dev.cvae.web.WebServer;
import dev.cvae.web.WeightPrecision;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvae serve-web}: the page on this machine, and an endpoint that generates. */
@Command(
    name = "serve-web",
    description = {
      "Serves the page of export-web, and generates on the JVM for programs that POST JSON to"
          + " /generate, until it is interrupted.",
      "Listens on this machine alone unless --host says otherwise."
    })
final class ServeWebCommand implements Callable<Integer> {
  private static final String SECONDS_A_REQUEST = "sun.net.httpserver.maxReqTime";

  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(names = "--host", paramLabel = "NAME", description = "The address; 127.0.0.1.")
  private String host = ServerOptions.defaults().host();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port, 0 for any that is free; ${DEFAULT-VALUE} by default.")
  private int port = ServerOptions.defaults().port();

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description = "How many rows one request may ask for; ${DEFAULT-VALUE} by default.")
  private int mostRows = ServerOptions.defaults().mostRows();

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      description = "How many requests a minute are answered; ${DEFAULT-VALUE} by default.")
  private int requestsPerMinute = ServerOptions.defaults().requestsPerMinute();

  @Option(
      names = "--precision",
      paramLabel = "float32|float16|int8|int4",
      description = "Of the page's weights; int8 by default.")
  private WeightPrecision precision = ServerOptions.defaults().precision();

  @Mixin private final Screen screen = new Screen();

  @Override
  public Integer call() {
    ServerOptions options =
        ServerOptions.defaults()
            .host(host)
            .port(port)
            .mostRows(mostRows)
            .requestsPerMinute(requestsPerMinute)
            .precision(precision);
    return InterruptOnExit.during(() -> serve(options));
  }

  /** The JDK's server waits for slow clients as long as they like, unless told otherwise. */
  private static void limitSlowClients() {
    if (System.getProperty(SECONDS_A_REQUEST) == null) {
      System.setProperty(SECONDS_A_REQUEST, "10");
    }
  }

  private void serve(ServerOptions options) {
    limitSlowClients();
    try (GenerativeModel loaded = model.load();
        WebServer server = WebServer.start(loaded, options)) {
      screen.say("Serving %s; Ctrl-C ends it.", server.address());
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // server and model are closed by now
    }
  }
}

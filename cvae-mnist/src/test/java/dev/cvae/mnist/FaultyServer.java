package dev.cvae.mnist;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on this machine with one file and one fault. It writes its own HTTP, since a server that
 * knows the protocol cannot be made to lie about lengths or to fall silent. One request a
 * connection, each on the one thread that accepts.
 */
final class FaultyServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("(?i)range: (bytes=(\\d+)-)");

  private final ServerSocket socket;
  private final byte[] content;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private int cutOffAfter = Integer.MAX_VALUE; // once
  private int silentAfter = Integer.MAX_VALUE;
  private int redirects;
  private int status = 200;
  private long promised = -1;
  private boolean ranges = true;
  private boolean rightRanges = true;
  private boolean length = true;

  FaultyServer(byte[] content) throws IOException {
    this.content = content;
    socket = new ServerSocket(0, 0, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::serve, "faulty-server");
    thread.setDaemon(true);
    thread.start();
  }

  synchronized FaultyServer cutOffAfter(int bytes) {
    cutOffAfter = bytes;
    return this;
  }

  /** Sends so many bytes of its first answer, and nothing of later ones; the connection stays. */
  synchronized FaultyServer silentAfter(int bytes) {
    silentAfter = bytes;
    return this;
  }

  synchronized FaultyServer redirecting(int times) {
    redirects = times;
    return this;
  }

  synchronized FaultyServer answering(int always) {
    status = always;
    return this;
  }

  synchronized FaultyServer promising(long bytes) {
    promised = bytes;
    return this;
  }

  synchronized FaultyServer withoutRanges() {
    ranges = false;
    return this;
  }

  synchronized FaultyServer withWrongRanges() {
    rightRanges = false;
    return this;
  }

  synchronized FaultyServer withoutLength() {
    length = false;
    return this;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  /** What range each request asked for; an empty text for the whole file. */
  List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        if (answer(connection)) {
          connection.close();
        }
      } catch (SocketException e) {
        continue; // closed, or the client has hung up, as it may
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whether the answer is over; if not, the connection stays, silent. */
  private synchronized boolean answer(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
    String range = "";
    int start = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      Matcher matcher = RANGE.matcher(line);
      if (matcher.matches()) {
        range = matcher.group(1);
        start = Integer.parseInt(matcher.group(2));
      }
    }
    requests.add(range);
    write(connection.getOutputStream(), ranges ? start : 0);
    return silentAfter > content.length;
  }

  private void write(OutputStream out, int start) throws IOException {
    if (redirects > 0) {
      redirects--;
      head(out, "302 Found", "Location: /elsewhere", 0);
    } else if (status != 200) {
      head(out, status + " No", "X: x", 0);
    } else if (start >= content.length && start > 0) {
      head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + content.length, 0);
    } else {
      String range =
          "Content-Range: bytes %d-%d/%d"
              .formatted(rightRanges ? start : start / 2, content.length - 1, content.length);
      long rest = promised < 0 ? content.length - start : promised - start;
      head(out, start > 0 ? "206 Partial Content" : "200 OK", start > 0 ? range : "X: x", rest);
      body(out, start);
    }
  }

  private void head(OutputStream out, String what, String header, long bytes) throws IOException {
    String ofLength = length ? "Content-Length: " + bytes + "\r\n" : "";
    out.write(
        "HTTP/1.1 %s\r\n%s\r\n%sConnection: close\r\n\r\n"
            .formatted(what, header, ofLength)
            .getBytes(US_ASCII));
  }

  private void body(OutputStream out, int start) throws IOException {
    int end = content.length;
    if (cutOffAfter < end) {
      end = Math.max(start, cutOffAfter);
      cutOffAfter = Integer.MAX_VALUE;
    }
    out.write(content, start, Math.max(0, Math.min(end, silentAfter) - start));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}

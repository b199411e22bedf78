package dev.cvae.mnist;

import dev.cvae.error.DownloadException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow.Publisher;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The download of one file whose checksum is known. It grows beside its target as {@code
 * NAME.part}, from which a later attempt goes on, and is moved over the target when it is whole and
 * its checksum right: nobody ever sees half a file. Each address is asked a few times while it
 * breaks off, then the next one.
 *
 * @param addresses tried in turn
 * @param target the file, in an existing folder
 * @param md5 its checksum, as published, in hexadecimal
 * @param mostBytes how long it may be at most
 * @param options patience and listener
 */
record Download(
    List<URI> addresses, Path target, String md5, long mostBytes, DownloadOptions options) {
  private static final int ATTEMPTS = 3;
  private static final Pattern RANGE_START = Pattern.compile("bytes (\\d{1,18})-.*");

  /** What another attempt at the same address would not mend. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Downloads the file, unless it is there already with the right checksum. */
  void run() {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      if (isThere()) {
        return;
      }
      fetch(part);
      moveUnlessMoved(part);
    } catch (IOException e) {
      throw new DownloadException("cannot download " + target + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadException("the download of " + target + " was interrupted", e);
    }
  }

  private boolean isThere() throws IOException {
    if (!Files.isRegularFile(target)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
      return md5(channel).equals(md5);
    }
  }

  private void fetch(Path part) throws IOException, InterruptedException {
    try (FileChannel file =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      lock(file);
      if (md5(file).equals(md5)) { // only the move was missing
        return;
      }
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(options.timeout())
              .proxy(
                  Optional.ofNullable(ProxySelector.getDefault())
                      .orElse(HttpClient.Builder.NO_PROXY))
              .build();
      List<String> failures = new ArrayList<>();
      for (URI address : addresses) {
        Optional<String> failure = fetch(client, address, file);
        if (failure.isEmpty()) {
          file.force(true);
          return;
        }
        failures.add(address + ": " + failure.get());
      }
      throw new DownloadException(
          "cannot download %s: %s".formatted(target.getFileName(), String.join("; ", failures)));
    }
  }

  /** Keeps others from the file until it is closed. */
  private void lock(FileChannel file) throws IOException {
    try {
      if (file.tryLock() == null) {
        throw new DownloadException(target + " is being downloaded by another process");
      }
    } catch (OverlappingFileLockException e) {
      throw new DownloadException(target + " is being downloaded by another thread", e);
    }
  }

  /** Asks one address until the file is whole; what went wrong, if it is not in the end. */
  private Optional<String> fetch(HttpClient client, URI address, FileChannel file)
      throws InterruptedException {
    String failure = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        boolean fresh = receive(client, address, file);
        String found = md5(file);
        if (found.equals(md5)) {
          return Optional.empty();
        }
        file.truncate(0);
        failure = "wrong bytes, with MD5 " + found + " in place of " + md5;
        if (fresh) {
          return Optional.of(failure);
        }
      } catch (RefusedException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      } catch (IOException e) { // go on from what is there
        failure = e.toString();
      }
    }
    return Optional.of(failure);
  }

  /** Receives what is missing; whether that was the file from its beginning. */
  private boolean receive(HttpClient client, URI address, FileChannel file)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(options.timeout());
    if (file.size() > 0) {
      request.header("Range", "bytes=" + file.size() + "-");
    }
    HttpResponse<Publisher<List<ByteBuffer>>> response =
        client.send(request.build(), BodyHandlers.ofPublisher());
    try (BodyChunks chunks = BodyChunks.of(response.body())) {
      boolean fresh = begin(response, file);
      OptionalLong total = total(response, file.size());
      file.position(file.size());
      tell(file.size(), total);
      for (Optional<List<ByteBuffer>> next = chunks.next(options.timeout());
          next.isPresent();
          next = chunks.next(options.timeout())) {
        for (ByteBuffer buffer : next.get()) {
          write(buffer, file);
        }
        tell(file.size(), total);
      }
      return fresh;
    }
  }

  /** Looks at the answer before its body; true if that is the file from its beginning. */
  private boolean begin(HttpResponse<?> response, FileChannel file) throws IOException {
    int status = response.statusCode();
    if (status == 200) { // also of a server that knows no ranges
      file.truncate(0);
      return true;
    }
    if (status == 206) {
      String range = response.headers().firstValue("Content-Range").orElse("");
      Matcher start = RANGE_START.matcher(range);
      if (!start.matches() || Long.parseLong(start.group(1)) != file.size()) {
        String asked = "bytes from " + file.size();
        file.truncate(0);
        throw new IOException("must send %s, sent \"%s\"".formatted(asked, range));
      }
      return false;
    }
    if (status == 416) { // more is there than the server has: start anew
      file.truncate(0);
    }
    boolean again = status == 416 || status == 408 || status == 429 || status >= 500;
    String message = "HTTP status " + status;
    throw again ? new IOException(message) : new RefusedException(message);
  }

  private OptionalLong total(HttpResponse<?> response, long have) throws IOException {
    OptionalLong length = response.headers().firstValueAsLong("Content-Length");
    if (length.isPresent() && length.getAsLong() > mostBytes - have) {
      throw tooLong(have + length.getAsLong());
    }
    return length.isPresent() ? OptionalLong.of(have + length.getAsLong()) : length;
  }

  private void write(ByteBuffer buffer, FileChannel file) throws IOException {
    long size = file.position() + buffer.remaining();
    if (size > mostBytes) {
      file.truncate(0);
      throw tooLong(size);
    }
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  private RefusedException tooLong(long bytes) {
    return new RefusedException(
        "must have at most %d bytes, would have %d or more".formatted(mostBytes, bytes));
  }

  private void tell(long bytes, OptionalLong total) {
    options.tell(new DownloadProgress(String.valueOf(target.getFileName()), bytes, total));
  }

  /** Without the lock, since not every system moves open files: another process may be quicker. */
  private void moveUnlessMoved(Path part) throws IOException {
    try {
      move(part);
    } catch (NoSuchFileException e) {
      if (!isThere()) {
        throw e;
      }
    }
  }

  private void move(Path part) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING); // there is nothing better
    }
  }

  private static String md5(FileChannel file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (long at = 0; file.read(buffer, at) >= 0; buffer.clear()) {
        at += buffer.flip().remaining();
        digest.update(buffer);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}

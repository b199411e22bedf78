package dev.cvae.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A SHA-256 that is taken on a thread of its own while its caller reads on: it takes longer than
 * all else about a file.
 */
final class BackgroundDigest implements AutoCloseable {
  private static final int MOST_AHEAD = 256; // parts that may wait

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(BackgroundDigest::thread);
  private final CompletableFuture<MessageDigest> digest =
      CompletableFuture.supplyAsync(BackgroundDigest::sha256, thread);
  private CompletableFuture<?> last = digest;
  private long parts;

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "cvae-digest");
    thread.setDaemon(true);
    return thread;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds bytes, which nobody changes from now on. */
  void update(byte[] bytes) {
    last = CompletableFuture.runAsync(() -> digest.join().update(bytes), thread);
    if (++parts % MOST_AHEAD == 0) {
      last.join();
    }
  }

  /** The digest of all bytes. */
  byte[] digest() {
    last.join();
    return digest.join().digest();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

package dev.cvae.mnist;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, part by part, each asked for when the last has been taken: no more than
 * one waits in memory. Unlike a stream of the JDK's it does not wait forever for a silent server.
 * Taken by one thread, then closed.
 */
final class BodyChunks implements Subscriber<List<ByteBuffer>>, AutoCloseable {
  /** A part of the body, or its end: with an error, or well without one. */
  private record Event(List<ByteBuffer> buffers, boolean end, @Nullable Throwable error) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

  private BodyChunks() {}

  static BodyChunks of(Publisher<List<ByteBuffer>> body) {
    BodyChunks chunks = new BodyChunks();
    body.subscribe(chunks);
    return chunks;
  }

  /** The next part, or nothing at the end. */
  Optional<List<ByteBuffer>> next(Duration timeout) throws IOException, InterruptedException {
    CompletableFuture<Void> unused = subscription.thenAccept(body -> body.request(1));
    Event event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (event == null) {
      throw new HttpTimeoutException("nothing came for " + timeout.toMillis() + " ms");
    }
    if (event.error != null) {
      throw new IOException("broken off: " + event.error.getMessage(), event.error);
    }
    return event.end ? Optional.empty() : Optional.of(event.buffers);
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription.complete(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event(buffers, false, null));
  }

  @Override
  public void onError(Throwable error) {
    events.add(new Event(List.of(), true, error));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), true, null));
  }

  /** Gives the rest of the body up, if there is one. */
  @Override
  public void close() {
    CompletableFuture<Void> unused = subscription.thenAccept(Subscription::cancel);
  }
}

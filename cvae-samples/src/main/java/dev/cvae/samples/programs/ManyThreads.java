package dev.cvae.samples.programs;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.mnist.Mnist;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A service: one loaded model, 50 threads, and a seed a request so that each can be repeated. */
public final class ManyThreads {
  private static final int THREADS = 50;
  private static final int REQUESTS = 500;

  private ManyThreads() {}

  /**
   * Answers requests from 50 threads, then answers each again by itself, and compares.
   *
   * @param args none
   * @throws InterruptedException if it is interrupted
   * @throws ExecutionException if a request fails
   */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    try (GenerativeModel model =
        GenerativeModel.load(new ByteArrayInputStream(fittedElsewhere()))) {
      List<Callable<float[][]>> requests =
          IntStream.range(0, REQUESTS)
              .<Callable<float[][]>>mapToObj(id -> () -> answer(model, id))
              .toList();
      ExecutorService service = Executors.newFixedThreadPool(THREADS);
      List<Future<float[][]>> answers = service.invokeAll(requests); // waits for all of them
      service.shutdown(); // before the model is closed

      int same = 0;
      for (int id = 0; id < REQUESTS; id++) {
        same += Arrays.deepEquals(answers.get(id).get(), answer(model, id)) ? 1 : 0;
      }
      System.out.printf("%d of %d requests gave the same bytes alone%n", same, REQUESTS);
    }
  }

  /** Without a seed each answer would be fresh; the request's number makes it repeatable. */
  private static float[][] answer(GenerativeModel model, int request) {
    return model.generate(Condition.label(request % 10), 4, request).rows();
  }

  private static byte[] fittedElsewhere() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Cvae small = Cvae.builder().latent(16).hidden(128).epochs(1).build();
    try (GenerativeModel model = small.fit(Mnist.train().first(2_000))) {
      model.save(file);
    }
    return file.toByteArray();
  }
}

package dev.cvae.djl;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.error.CvaeException;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.objective.Objective;
import dev.cvae.training.Checkpoints;
import dev.cvae.training.LearningRateSchedule;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the child JVMs run. */
final class Programs {
  static final int ROWS = 40;
  static final int FEATURES = 12;
  static final int CLASSES = 3;

  private Programs() {}

  static Dataset data() {
    return Engines.rows(ROWS, FEATURES, CLASSES);
  }

  static Cvae.Builder tiny() {
    return Cvae.builder().latent(3).hidden(16, 8).batchSize(16).epochs(3).seed(11);
  }

  static float[][] answers(GenerativeModel model) {
    return model.generate(Condition.label(1), 50, 5).rows();
  }

  /** Fits, saves the model to the first argument and its answers to the second; silent. */
  static final class FitAndSave {
    private FitAndSave() {}

    public static void main(String[] args) {
      try (GenerativeModel model = tiny().build().fit(data())) {
        model.save(Path.of(args[0]));
        float[][] rows = answers(model);
        float[] flat = new float[rows.length * FEATURES];
        for (int row = 0; row < rows.length; row++) {
          System.arraycopy(rows[row], 0, flat, row * FEATURES, FEATURES);
        }
        new ModelFile(
                model.description(),
                model.provenance(),
                List.of(new Tensor("answers", new int[] {rows.length, FEATURES}, flat)))
            .write(Path.of(args[1]));
      }
    }
  }

  /**
   * Fits with checkpoints in the folder of the first argument, or goes on where one of these was
   * written; says when a batch is done, and saves the model to the second argument.
   */
  static final class FitWithCheckpoints {
    static final int STEPS = 300;

    private FitWithCheckpoints() {}

    public static void main(String[] args) {
      Path folder = Path.of(args[0]);
      Cvae cvae =
          fit()
              .checkpoints(Checkpoints.in(folder).everySteps(3).keep(2))
              .listener(TrainingListener.eachBatch(progress -> System.out.println("batch")))
              .build();
      boolean begun = !Checkpoints.files(folder).isEmpty();
      try (GenerativeModel model =
          begun ? cvae.resume(folder, data(), data()) : cvae.fit(data(), data())) {
        model.save(Path.of(args[1]));
      }
    }

    /** A bit of everything that a checkpoint must remember. */
    static Cvae.Builder fit() {
      return tiny()
          .epochs(1000)
          .steps(STEPS)
          .clipGradientNorm(1)
          .bestWeights(true)
          .learningRateSchedule(
              LearningRateSchedule.warmUp(20, LearningRateSchedule.plateau(0.9, 2)));
    }
  }

  /** Fits with the arguments' engine, if any, and prints the library's error. */
  static final class FitAndSayWhatFails {
    private FitAndSayWhatFails() {}

    public static void main(String[] args) {
      try {
        Cvae.Builder builder = tiny();
        if (args.length > 0) {
          builder.engine(args[0]);
        }
        builder.build().fit(data()).close();
        System.out.println("fitted");
      } catch (CvaeException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  /** Fits an importance-weighted bound, for which mixed precision is not there on any engine. */
  static final class FitInMixedPrecision {
    private FitInMixedPrecision() {}

    public static void main(String[] args) {
      tiny().precision(Precision.MIXED).objective(Objective.iwae(2)).build().fit(data()).close();
    }
  }

  /** Fits with threads as the argument says, from a thread of its own, and says how it went. */
  static final class FitWithThreads {
    private FitWithThreads() {}

    public static void main(String[] args) throws InterruptedException {
      for (String threads : args) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    tiny().threads(Integer.parseInt(threads)).build().fit(data()).close();
                    System.out.println(threads + " fitted");
                  } catch (CvaeException e) {
                    System.out.println(threads + " " + e.getMessage());
                  }
                });
        thread.start();
        thread.join();
      }
    }
  }

  /** Fits as often as the last argument says, and prints resident memory after each argument. */
  static final class Soak {
    private Soak() {}

    public static void main(String[] args) throws IOException {
      Cvae cvae = Cvae.builder().latent(2).hidden(4).batchSize(8).epochs(1).build();
      Dataset rows = Engines.rows(16, 4, 2);
      int done = 0;
      for (String mark : args) {
        for (; done < Integer.parseInt(mark); done++) {
          try (GenerativeModel model = cvae.fit(rows)) {
            model.generate(Condition.label(1), 4, 1);
            model.evaluate(rows);
          }
        }
        System.gc();
        System.out.println(residentKilobytes());
      }
    }

    /** What was allocated; pages of libraries come and go as the system likes. */
    private static long residentKilobytes() throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("RssAnon:")) {
          return Long.parseLong(line.toLowerCase(Locale.ROOT).replaceAll("[^0-9]", ""));
        }
      }
      throw new IOException("no RssAnon in /proc/self/status");
    }
  }
}

package dev.cvae.testkit;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.condition.Condition;
import dev.cvae.data.Dataset;
import dev.cvae.file.ModelFile;
import dev.cvae.file.Tensor;
import dev.cvae.random.RandomStream;
import dev.cvae.training.TrainingListener;
import dev.cvae.training.TrainingListener.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Small data and small models that the claims are made about. */
final class Examples {
  static final int FEATURES = 6;
  static final int CLASSES = 3;
  static final int LATENT = 2;

  private Examples() {}

  /** Rows in (0, 1) with a label each; every label has a prototype of its own. */
  static Dataset labelled(int rows) {
    RandomStream random = RandomStream.of(20260101);
    float[][] values = new float[rows][FEATURES];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % CLASSES;
      for (int i = 0; i < FEATURES; i++) {
        double noise = random.uniform((long) row * FEATURES + i);
        values[row][i] = (float) (i % CLASSES == labels[row] ? 0.5 + noise / 2 : noise / 2);
      }
    }
    return Dataset.of(values).labelled(labels, CLASSES).named("three classes");
  }

  /** The same rows, each under the next label: the better a model knows its own, the worse here. */
  static Dataset mislabelled(int rows) {
    Dataset labelled = labelled(rows);
    int[] labels = new int[rows];
    Arrays.setAll(labels, row -> (labelled.label(row) + 1) % CLASSES);
    return labelled.unlabelled().labelled(labels, CLASSES);
  }

  static Dataset plain(int rows) {
    return labelled(rows).unlabelled();
  }

  /** A model that is fitted within milliseconds; 50 rows make batches of 16, 16, 16 and 2. */
  static Cvae.Builder tiny() {
    return Cvae.builder().latent(LATENT).hidden(8, 5).batchSize(16).epochs(2).seed(7);
  }

  static GenerativeModel fitted() {
    return tiny().build().fit(labelled(50));
  }

  static GenerativeModel fittedPlain() {
    return tiny().build().fit(plain(50));
  }

  static byte[] bytes(GenerativeModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.save(bytes);
    return bytes.toByteArray();
  }

  static GenerativeModel load(byte[] bytes) {
    return GenerativeModel.load(new ByteArrayInputStream(bytes));
  }

  static ModelFile file(GenerativeModel model) {
    return ModelFile.read(new ByteArrayInputStream(bytes(model)));
  }

  /** The weights without what the file says of where they come from. */
  static List<Tensor> weights(GenerativeModel model) {
    return file(model).tensors();
  }

  /** A file of the same weights, or others, with the same description and provenance. */
  static byte[] withTensors(GenerativeModel model, List<Tensor> tensors) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.toFile().withTensors(tensors).write(bytes);
    return bytes.toByteArray();
  }

  /** Fits and closes. */
  static byte[] fileOf(Cvae cvae, Dataset data) {
    try (GenerativeModel model = cvae.fit(data)) {
      return bytes(model);
    }
  }

  static List<Tensor> weightsOf(Cvae cvae, Dataset data) {
    try (GenerativeModel model = cvae.fit(data)) {
      return weights(model);
    }
  }

  /** Stops after a number of batches. */
  static TrainingListener stopAfterBatches(int count) {
    return new TrainingListener() {
      private int seen;

      @Override
      public Signal batchDone(dev.cvae.training.BatchProgress progress) {
        return ++seen < count ? Signal.CONTINUE : Signal.STOP;
      }
    };
  }

  static float[][] latents(int rows, long seed) {
    float[][] z = new float[rows][LATENT];
    for (int row = 0; row < rows; row++) {
      RandomStream.of(seed).normals((long) row * LATENT, z[row]);
    }
    return z;
  }

  /** Each class in turn. */
  static List<Condition> conditions(int rows) {
    return java.util.stream.IntStream.range(0, rows)
        .mapToObj(row -> Condition.label(row % CLASSES))
        .toList();
  }
}

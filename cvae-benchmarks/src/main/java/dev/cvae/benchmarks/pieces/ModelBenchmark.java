package dev.cvae.benchmarks.pieces;

import dev.cvae.Cvae;
import dev.cvae.GenerativeModel;
import dev.cvae.LoadOptions;
import dev.cvae.Samples;
import dev.cvae.condition.Condition;
import dev.cvae.mnist.Mnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A saved model of the article's size: opening it, and images from it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBenchmark {
  /** Which backend opens the file. */
  @Param({"runtime", "djl"})
  public String backend = "";

  private final Condition seven = Condition.label(7);
  private @Nullable Path file;
  private @Nullable GenerativeModel model;

  /** Saves a model that has hardly been fitted, and opens it. */
  @Setup
  public void save() throws IOException {
    Path saved = Files.createTempFile("digits", ".safetensors");
    Cvae cvae = Cvae.builder().latent(256).steps(1).build();
    try (GenerativeModel fitted = cvae.fit(Mnist.train().first(128))) {
      fitted.save(saved);
    }
    file = saved;
    model = open();
  }

  private GenerativeModel open() {
    return GenerativeModel.load(
        Objects.requireNonNull(file), LoadOptions.defaults().backend(backend));
  }

  /** Opens the file and closes the model. */
  @Benchmark
  public int load() {
    try (GenerativeModel opened = open()) {
      return opened.description().latent();
    }
  }

  /** One image. */
  @Benchmark
  public Samples oneImage() {
    return Objects.requireNonNull(model).generate(seven, 1);
  }

  /** 10,000 in one call. */
  @Benchmark
  public Samples manyImages() {
    return Objects.requireNonNull(model).generate(seven, 10_000);
  }

  /** Closes the model and deletes its file. */
  @TearDown
  public void delete() throws IOException {
    Objects.requireNonNull(model).close();
    Files.delete(Objects.requireNonNull(file));
  }
}

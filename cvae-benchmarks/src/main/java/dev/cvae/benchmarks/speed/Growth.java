package dev.cvae.benchmarks.speed;

import dev.cvae.Cvae;
import dev.cvae.benchmarks.PatternFiles;
import dev.cvae.benchmarks.speed.GrowthCurve.Point;
import dev.cvae.data.DataSource;
import dev.cvae.data.Dataset;
import dev.cvae.mnist.Idx;
import dev.cvae.mnist.Mnist;
import dev.cvae.random.RandomStream;
import dev.cvae.training.EpochProgress;
import dev.cvae.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures how the time of an epoch grows with rows streamed from a file, latents, width of the
 * hidden layers and categories of a condition; writes a plot of each beside a page, and their
 * tables into it. To be run in the module's folder.
 *
 * <pre>
 * Growth                              into ../docs/benchmarks.md
 * Growth page.md                      into another page with the two comments
 * </pre>
 */
final class Growth {
  private static final int EPOCHS = 3; // after one to warm up
  private static final int ROWS = 10_000; // an epoch, where rows are not what grows

  private Growth() {}

  /**
   * Measures all four.
   *
   * @param args the page, if it is another
   * @throws IOException if it cannot be written
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true"); // plots go to files: no screen is needed
    Path page = args.length > 0 ? Path.of(args[0]) : Path.of("..", "docs", "benchmarks.md");
    List<GrowthCurve> curves =
        List.of(
            curve("rows", Growth::ofRows, 10_000, 30_000, 100_000, 300_000, 1_000_000),
            curve("latents", Growth::ofLatents, 2, 8, 32, 128, 512, 1024),
            curve("width", Growth::ofWidth, 64, 128, 256, 512, 1024, 2048),
            curve("categories", Growth::ofCategories, 10, 100, 1000, 10_000, 100_000));
    StringBuilder text = new StringBuilder("On ").append(Machine.description()).append(".\n");
    for (GrowthCurve curve : curves) {
      GrowthPlot.write(curve, page.resolveSibling(curve.file()));
      text.append('\n').append(curve.render());
    }
    new MarkedSection("growth").write(page, text.toString());
  }

  private static GrowthCurve curve(String name, IntToDoubleFunction seconds, int... sizes) {
    List<Point> points = new ArrayList<>();
    for (int size : sizes) {
      points.add(new Point(size, seconds.applyAsDouble(size)));
      System.out.println(name + " " + points.get(points.size() - 1));
    }
    return new GrowthCurve(name, points);
  }

  /** Rows of 64 bytes from an idx file, a small model. */
  private static double ofRows(int rows) {
    Path folder = Path.of("target", "growth");
    Path images = folder.resolve(rows + "-images-idx2-ubyte");
    Path labels = folder.resolve(rows + "-labels-idx1-ubyte");
    try {
      if (!Files.exists(images)) {
        PatternFiles.write(images, labels, rows);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return epochSeconds(
        Cvae.builder().latent(8).hidden(64), Idx.open(images, labels, PatternFiles.CLASSES));
  }

  private static double ofLatents(int latents) {
    return epochSeconds(Cvae.builder().latent(latents), Mnist.train().first(ROWS));
  }

  private static double ofWidth(int width) {
    return epochSeconds(Cvae.builder().latent(32).hidden(width, width), Mnist.train().first(ROWS));
  }

  /** A category for each row, drawn uniformly; from 65 on they are embedded. */
  private static double ofCategories(int categories) {
    RandomStream random = RandomStream.of(0);
    int[] codes =
        IntStream.range(0, ROWS).map(i -> (int) (random.uniform(i) * categories)).toArray();
    codes[0] = categories - 1; // so that there are as many
    Dataset data = Mnist.train().first(ROWS).unlabelled().with("item", codes);
    return epochSeconds(Cvae.builder().latent(32), data);
  }

  /** The median epoch of a fit, without the first. */
  private static double epochSeconds(Cvae.Builder settings, DataSource data) {
    List<EpochProgress> epochs = new ArrayList<>();
    Cvae cvae =
        settings.epochs(1 + EPOCHS).listener(TrainingListener.eachEpoch(epochs::add)).build();
    cvae.fit(data).close();
    return Spread.of(
            epochs.stream().skip(1).map(epoch -> data.size() / epoch.examplesPerSecond()).toList())
        .median();
  }
}

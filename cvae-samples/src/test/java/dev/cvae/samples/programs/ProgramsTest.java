package dev.cvae.samples.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cvae.samples.ChildJvm;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each program as its reader would, and holds it to what it prints and writes. */
class ProgramsTest {
  private static final Pattern LOSS =
      Pattern.compile("-ELBO (\\S+) = reconstruction (\\S+) \\+ KL");
  private static final double BLACK_PAGE = 784 * Math.log(2); // nats of a decoder that says 1/2

  @TempDir Path folder;

  @Test
  void plainVaeLearnsAndDrawsAPage() throws Exception {
    Path page = folder.resolve("page.png");

    String printed = printedBy(() -> PlainVae.main(new String[] {page.toString()}));

    List<Double> losses = losses(printed);
    assertThat(losses).hasSize(5).allSatisfy(loss -> assertThat(loss).isBetween(45.0, BLACK_PAGE));
    assertThat(losses.get(4)).isLessThan(losses.get(0));
    assertThat(spread(ImageIO.read(page.toFile())))
        .as("grey values on the page")
        .isGreaterThan(150);
  }

  @Test
  void likelihoodsPrintsALogDensityForEachLoss() throws Exception {
    String printed = printedBy(() -> Likelihoods.main(new String[] {"300"}));

    List<Double> nats =
        Pattern.compile(" (-?\\d+\\.\\d) nats")
            .matcher(printed)
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    // a uniform density on [0, 1] has 0 nats
    assertThat(nats).hasSize(3);
    assertThat(nats.get(0)).isBetween(0.0, 4000.0);
    assertThat(nats.get(2)).isGreaterThan(nats.get(0));
  }

  @Test
  void mseLossGeneratesWhatEachTypeOfMachineMeasures() throws Exception {
    String printed = printedBy(() -> MseLoss.main(new String[0]));

    List<Double> generated =
        Pattern.compile("type \\d: +(\\S+)")
            .matcher(printed)
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    assertThat(generated).hasSize(6);
    for (int type = 0; type < 2; type++) {
      for (int sensor = 0; sensor < 3; sensor++) {
        double typical = Machines.TYPICAL[type][sensor];
        // A machine's own readings have a deviation of 16 % around it, 1,000 rows one of 0.5 %.
        assertThat(generated.get(3 * type + sensor)).isCloseTo(typical, within(0.05 * typical));
      }
    }
  }

  @Test
  void fromDiskGeneratesWhatTheFileMeasures() throws Exception {
    Path file = folder.resolve("machines.csv");

    String printed = printedBy(() -> FromDisk.main(new String[] {file.toString()}));

    assertThat(Files.lines(file)).hasSize(4_000);
    assertThat(printed).contains("fitted to machines.csv: 4000 rows of 3, label 0..1");
    List<Double> speeds =
        Pattern.compile("type \\d: (\\S+) rpm")
            .matcher(printed)
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    assertThat(speeds).hasSize(2);
    for (int type = 0; type < 2; type++) {
      double typical = Machines.TYPICAL[type][2];
      assertThat(speeds.get(type)).isCloseTo(typical, within(0.05 * typical));
    }
  }

  @Test
  void ownNetworksAreSavedAndLoadedAgain() throws Exception {
    String printed = printedBy(() -> OwnNetworks.main(new String[] {folder.toString()}));

    assertThat(losses(printed))
        .hasSize(2)
        .allSatisfy(loss -> assertThat(loss).isBetween(45.0, BLACK_PAGE));
    assertThat(folder.resolve("convolutional.safetensors")).isNotEmptyFile();
    BufferedImage page = ImageIO.read(folder.resolve("sevens.png").toFile());
    assertThat(spread(page)).as("grey values on the page").isGreaterThan(100);
  }

  @Test
  void convolutionsLearnInBothWaysOfConditioning() throws Exception {
    String printed = printedBy(() -> Convolutions.main(new String[] {folder.toString(), "500"}));

    assertThat(losses(printed))
        .hasSize(3)
        .allSatisfy(loss -> assertThat(loss).isBetween(45.0, BLACK_PAGE));
    assertThat(printed).contains("mlp (", "conv (", "film (");
    assertThat(folder.resolve("film.png")).isNotEmptyFile();
  }

  @Test
  void latentSweepNamesTheSizeWithTheBestBound() throws Exception {
    String printed = printedBy(() -> LatentSweep.main(new String[0]));

    List<Double> losses = losses(printed);
    assertThat(losses).hasSize(3);
    double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    int best = List.of(2, 8, 32).get(losses.indexOf(least));
    assertThat(printed).contains("best: latent " + best);
  }

  @Test
  void manyThreadsGetWhatOneThreadGets() throws Exception {
    String printed = printedBy(() -> ManyThreads.main(new String[0]));

    assertThat(printed).contains("500 of 500 requests");
  }

  @Test
  void anomaliesAreCaughtAndFalseAlarmsRare() throws Exception {
    String printed = printedBy(() -> Anomalies.main(new String[0]));

    List<Double> percent =
        Pattern.compile("\\d: +(\\S+) % called anomalies")
            .matcher(printed)
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    assertThat(percent).hasSize(10);
    // asked for: 2 %; another 500 zeros, and the threshold from 500, leave it ± 0.9 %
    assertThat(percent.get(0)).isLessThan(2 + 4 * 0.9);
    assertThat(percent.get(2)).isGreaterThan(50); // twos, at chance it would be 2 %
  }

  @Test
  void inpaintingKeepsTheUpperHalfAndFillsInTheLower() throws Exception {
    Path page = folder.resolve("inpainting.png");

    String printed = printedBy(() -> Inpainting.main(new String[] {page.toString()}));

    assertThat(printed).startsWith("392 of 1×28×28 missing");
    assertThat(spread(ImageIO.read(page.toFile()))).isEqualTo(255);
  }

  /** In a machine of its own: which engine a process has is configured for the process. */
  @Test
  void onMxnetRunsOnMxnet() throws Exception {
    Process program = ChildJvm.start(OnMxnet.class);
    String printed = new String(program.getInputStream().readAllBytes(), UTF_8);

    assertThat(program.waitFor()).as(printed).isZero();
    assertThat(printed).contains("fitted on MXNet", "10 samples");
    assertThat(losses(printed)).hasSize(1).allMatch(loss -> loss > 45 && loss < BLACK_PAGE);
  }

  /** A program's main method. */
  private interface Program {
    void run() throws Exception;
  }

  private static String printedBy(Program program) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }

  private static List<Double> losses(String printed) {
    return LOSS.matcher(printed)
        .results()
        .map(MatchResult::group)
        .map(text -> Double.valueOf(text.split(" ")[1]))
        .toList();
  }

  /** The lightest pixel less the darkest, 0 to 255. */
  private static int spread(BufferedImage page) {
    int[] pixels =
        page.getRaster().getSamples(0, 0, page.getWidth(), page.getHeight(), 0, (int[]) null);
    return Arrays.stream(pixels).max().orElseThrow() - Arrays.stream(pixels).min().orElseThrow();
  }
}

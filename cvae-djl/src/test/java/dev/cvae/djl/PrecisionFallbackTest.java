package dev.cvae.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a fit says that cannot be in the precision that was asked for. */
class PrecisionFallbackTest {
  @Test
  void oneLineSaysThatThePrecisionIsFloat32AndWhy() throws IOException, InterruptedException {
    // given
    ChildJvm jvm = ChildJvm.withTestClassPath().with("-Dcvae.engine=" + Engines.NAME);

    // when
    ChildJvm.Result result = jvm.run(Programs.FitInMixedPrecision.class);

    // then
    String because =
        Engines.NAME.equals("PyTorch")
            ? "there is no program for the objective IWAE, 2 samples"
            : "the engine is " + Engines.NAME;
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err().lines().filter(line -> line.contains("MIXED")))
        .singleElement()
        .asString()
        .endsWith("precision is FLOAT32 in place of MIXED: " + because);
  }
}

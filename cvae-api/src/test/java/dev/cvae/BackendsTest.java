package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.BackendException;
import dev.cvae.file.ModelFile;
import dev.cvae.model.ModelDescription;
import dev.cvae.spi.Backend;
import dev.cvae.spi.FitResult;
import dev.cvae.spi.FitTask;
import dev.cvae.spi.Networks;
import dev.cvae.spi.RuntimeSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private static final Backend DJL = new Named("djl", true, true);
  private static final Backend PLAIN = new Named("plain", true, true);
  private static final Backend LIGHT = new Named("light", true, false);
  private static final Backend UNABLE = new Named("onnx", false, false);

  private static final RuntimeSettings HERE =
      new RuntimeSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());

  @Test
  void theOnlyOneThatIsAbleIsTaken() {
    assertThat(choose(List.of(UNABLE, DJL), null)).isSameAs(DJL);
    assertThat(choose(List.of(DJL), null)).isSameAs(DJL);
  }

  @Test
  void theOneThatIsNamedIsTakenInAnyCase() {
    assertThat(choose(List.of(DJL, PLAIN), "Plain")).isSameAs(PLAIN);
  }

  @Test
  void theOneWithoutNativeCodeIsTakenUnlessAnotherIsNamed() {
    assertThat(choose(List.of(DJL, LIGHT, PLAIN, UNABLE), null)).isSameAs(LIGHT);
    assertThat(choose(List.of(DJL, LIGHT), "djl")).isSameAs(DJL);
  }

  @Test
  void noneAtAllNamesTheArtifactToAdd() {
    assertThatThrownBy(() -> choose(List.of(), null))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "no backend on the class path to open this model; add dev.cvae:cvae-djl-pytorch"
                + " (or dev.cvae:cvae-djl-mxnet), or, to open models only, dev.cvae:cvae-runtime");
  }

  @Test
  void aTieNamesBothAndHowToChoose() {
    assertThatThrownBy(() -> choose(List.of(PLAIN, UNABLE, DJL), null))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "more than one backend can open this model: djl, plain;"
                + " name one with -Dcvae.backend=plain");
  }

  @Test
  void noneThatIsAbleNamesThoseThereAreAndTheOneAskedFor() {
    assertThatThrownBy(() -> choose(List.of(UNABLE), null))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "no backend can open this model; on the class path: onnx;"
                + " add dev.cvae:cvae-djl-pytorch (or dev.cvae:cvae-djl-mxnet)");
    assertThatThrownBy(() -> choose(List.of(UNABLE, DJL), "onnx"))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "no backend can open this model; on the class path: djl, onnx;"
                + " the backend asked for is onnx");
  }

  private static Backend choose(List<Backend> all, String wanted) {
    return Backends.choose(
        "open this model",
        backend -> backend.opens(Models.PLAIN, HERE),
        all,
        Optional.ofNullable(wanted));
  }

  /** A backend that is never asked to do anything. */
  private record Named(String name, boolean able, boolean isNative) implements Backend {
    @Override
    public boolean fits(ModelDescription description) {
      return able;
    }

    @Override
    public boolean opens(ModelDescription description, RuntimeSettings runtime) {
      return able;
    }

    @Override
    public FitResult fit(FitTask task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Networks open(ModelFile file, RuntimeSettings runtime) {
      throw new UnsupportedOperationException();
    }
  }
}

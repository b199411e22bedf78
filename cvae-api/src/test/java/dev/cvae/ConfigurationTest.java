package dev.cvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.error.BackendException;
import dev.cvae.error.InvalidSettingException;
import dev.cvae.spi.RuntimeSettings;
import dev.cvae.training.Precision;
import dev.cvae.training.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment cannot be set from within; what stands before and after it can. */
class ConfigurationTest {
  @TempDir private Path folder;

  @AfterEach
  void clearProperties() {
    for (String setting : List.of("engine", "device", "threads", "backend", "precision")) {
      System.clearProperty("cvae." + setting);
    }
  }

  @Test
  void theCodeComesBeforeTheSystemPropertyAndThatBeforeTheFile() {
    try (ClassPath classPath = new ClassPath(folder)) {
      // given
      assertThat(resolved().engine()).isEmpty();
      assertThat(resolved().threads()).isEmpty();

      // when / then
      classPath.with("cvae.properties", "engine = file\ndevice= gpu \nthreads=3\n");
      assertThat(resolved().engine()).hasValue("file");
      assertThat(resolved().device()).hasValue("gpu");
      assertThat(resolved().threads()).hasValue(3);
      System.setProperty("cvae.engine", "property");
      System.setProperty("cvae.threads", " 5 ");
      assertThat(resolved().engine()).hasValue("property");
      assertThat(resolved().device()).hasValue("gpu");
      assertThat(resolved().threads()).hasValue(5);
      RuntimeSettings inCode =
          Configuration.resolve(
              Optional.of("code"), Optional.of("cpu"), OptionalInt.of(7), List.of());
      assertThat(inCode.engine()).hasValue("code");
      assertThat(inCode.device()).hasValue("cpu");
      assertThat(inCode.threads()).hasValue(7);
    }
  }

  @Test
  void aFitBeginsWithTheConfiguredPrecision() {
    assertThat(Configuration.training()).isEqualTo(TrainingSettings.defaults());

    System.setProperty("cvae.precision", "mixed");

    assertThat(Configuration.training())
        .isEqualTo(TrainingSettings.defaults().precision(Precision.MIXED));
  }

  @Test
  void aPrecisionThatThereIsNotIsRefused() {
    System.setProperty("cvae.precision", "double");

    assertThatThrownBy(Cvae::builder)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("precision must be float32 or mixed, was double");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "1.5", "0x2", "99999999999"})
  void threadsThatAreNoWholeNumberAreRefused(String threads) {
    System.setProperty("cvae.threads", threads);

    assertThatThrownBy(ConfigurationTest::resolved)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("threads must be a whole number, was " + threads);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1025"})
  void threadsOutOfRangeAreRefused(String threads) {
    System.setProperty("cvae.threads", threads);

    assertThatThrownBy(ConfigurationTest::resolved)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("threads must lie in 1..1024, was " + threads);
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    try (ClassPath classPath = new ClassPath(folder)) {
      classPath.with("cvae.properties", "engine=\\u00zz");

      assertThatThrownBy(ConfigurationTest::resolved)
          .isInstanceOf(BackendException.class)
          .hasMessageStartingWith("cannot read cvae.properties on the class path: ");
    }
  }

  @Test
  void theBackendOfTheConfigurationIsTaken() {
    try (ClassPath classPath = ClassPath.withBackend(folder)) {
      System.setProperty("cvae.backend", "LINEAR");
      assertThat(Backends.toFit(Models.PLAIN)).isInstanceOf(LinearBackend.class);
      System.setProperty("cvae.backend", "onnx");
      assertThatThrownBy(() -> Backends.toFit(Models.PLAIN))
          .isInstanceOf(BackendException.class)
          .hasMessage(
              "no backend can fit this model; on the class path: linear; the backend asked for is onnx");
      classPath.with("META-INF/services/dev.cvae.spi.Backend", "dev.cvae.Missing");
      assertThatThrownBy(() -> Backends.toFit(Models.PLAIN))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("a backend on the class path cannot be loaded: ")
          .hasMessageContaining("dev.cvae.Missing");
    }
  }

  private static RuntimeSettings resolved() {
    return Configuration.resolve(
        Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of());
  }
}

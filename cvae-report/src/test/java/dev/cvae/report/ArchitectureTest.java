package dev.cvae.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cvae.report");

  @Test
  void theModuleKnowsTheApiAndXChartAndNoEngine() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.cvae.report",
            "dev.cvae",
            "dev.cvae.analysis",
            "dev.cvae.condition",
            "dev.cvae.data",
            "dev.cvae.image",
            "dev.cvae.model",
            "dev.cvae.network",
            "dev.cvae.prior",
            "dev.cvae.likelihood",
            "dev.cvae.objective",
            "dev.cvae.scaling",
            "dev.cvae.random",
            "dev.cvae.training",
            "org.knowm.xchart..",
            "java..",
            "javax.imageio..",
            "org.jspecify..")
        .check(MODULE);
  }

  @Test
  void usersSeeAReportItsSamplesAndWhatHearsAFit() {
    assertThat(MODULE)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder(
            "TrainingReport",
            "EpochSamples",
            "Page",
            "LearningCurve",
            "EpochTable",
            "FitDisplay",
            "TensorBoard");
  }
}

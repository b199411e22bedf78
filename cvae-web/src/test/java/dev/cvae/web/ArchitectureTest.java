package dev.cvae.web;

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
          .importPackages("dev.cvae.web");

  @Test
  void theModuleKnowsTheApiTheJdkAndItsServerAndNoEngine() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.cvae",
            "dev.cvae.analysis",
            "dev.cvae.architecture",
            "dev.cvae.condition",
            "dev.cvae.data",
            "dev.cvae.error",
            "dev.cvae.file",
            "dev.cvae.image",
            "dev.cvae.likelihood",
            "dev.cvae.model",
            "dev.cvae.network",
            "dev.cvae.prior",
            "dev.cvae.random",
            "dev.cvae.sampler",
            "dev.cvae.scaling",
            "dev.cvae.training",
            "dev.cvae.web",
            "java..",
            "javax.imageio",
            "com.sun.net.httpserver",
            "org.jspecify..")
        .check(MODULE);
  }

  @Test
  void usersSeeTheExportTheServerAndTheirValues() {
    assertThat(MODULE)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder(
            "WebExport",
            "ExportOptions",
            "ExportReport",
            "Cost",
            "WeightPrecision",
            "WebServer",
            "ServerOptions");
  }
}

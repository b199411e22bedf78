package dev.cvae.mnist;

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
          .importPackages("dev.cvae.mnist");

  @Test
  void theModuleKnowsTheApisDataAndErrorsAndNoEngine() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.cvae.mnist",
            "dev.cvae.data",
            "dev.cvae.condition",
            "dev.cvae.error",
            "dev.cvae.numpy",
            "java..",
            "org.jspecify..")
        .check(MODULE);
  }

  @Test
  void usersSeeDataSetsFormatsAndDownloads() {
    assertThat(MODULE)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getName)
        .containsExactlyInAnyOrder(
            "dev.cvae.mnist.Mnist",
            "dev.cvae.mnist.Idx",
            "dev.cvae.mnist.Csv",
            "dev.cvae.mnist.Csv$Table",
            "dev.cvae.mnist.Npy",
            "dev.cvae.mnist.Npz",
            "dev.cvae.mnist.FashionMnist",
            "dev.cvae.mnist.Kmnist",
            "dev.cvae.mnist.Emnist",
            "dev.cvae.mnist.DownloadOptions",
            "dev.cvae.mnist.DownloadProgress");
  }
}

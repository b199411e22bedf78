package dev.cvae.onnx;

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
          .importPackages("dev.cvae.onnx");

  @Test
  void theModuleKnowsTheApiAndOnnxAndNoEngine() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.cvae",
            "dev.cvae.architecture",
            "dev.cvae.condition",
            "dev.cvae.error",
            "dev.cvae.file",
            "dev.cvae.likelihood",
            "dev.cvae.model",
            "dev.cvae.network",
            "dev.cvae.onnx",
            "dev.cvae.prior",
            "dev.cvae.sampler",
            "dev.cvae.scaling",
            "org.tribuo.util.onnx",
            "ai.onnx.proto",
            "com.google.protobuf",
            "java..",
            "org.jspecify..")
        .check(MODULE);
  }

  @Test
  void usersSeeOneClassAndNoTypeOfOnnx() {
    assertThat(MODULE)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getName)
        .containsExactly("dev.cvae.onnx.OnnxExport");
  }
}

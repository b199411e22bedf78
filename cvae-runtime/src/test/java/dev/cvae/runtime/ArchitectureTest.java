package dev.cvae.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final int LARGEST_JAR = 150_000;
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cvae.runtime");

  @Test
  void theModuleKnowsTheApiAndTheJdk() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.cvae.runtime",
            "dev.cvae.architecture",
            "dev.cvae.condition",
            "dev.cvae.data",
            "dev.cvae.error",
            "dev.cvae.file",
            "dev.cvae.likelihood",
            "dev.cvae.model",
            "dev.cvae.network",
            "dev.cvae.prior",
            "dev.cvae.spi",
            "java.lang",
            "java.nio",
            "java.util..",
            "org.jspecify..")
        .check(MODULE);
  }

  @Test
  void nothingIsReflectedOnOrLoadedByName() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ClassLoader.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ServiceLoader.class)
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .callMethod(System.class, "loadLibrary", String.class)
        .check(MODULE);
  }

  @Test
  void usersSeeTheServiceProvider() {
    assertThat(MODULE)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("RuntimeBackend");
  }

  @Test
  void theJarStaysSmall() throws Exception {
    Path built =
        Path.of(RuntimeBackend.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(size(built)).isBetween(1_000L, (long) LARGEST_JAR);
  }

  /** Of a jar, or of the one that a folder of classes makes. */
  private static long size(Path built) throws IOException {
    if (Files.isRegularFile(built)) {
      return Files.size(built);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> walk = Files.walk(built)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        jar.putNextEntry(new JarEntry(built.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
    return bytes.size();
  }
}

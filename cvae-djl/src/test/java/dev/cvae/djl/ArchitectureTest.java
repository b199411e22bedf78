package dev.cvae.djl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.cvae.Cvae;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String FOR_PYTORCH =
      "Compiled(Descent|Elbo|Gradient)|FusedAdamStep|PyTorchProcessor|Tensors|TorchScript";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .importUrls(List.of(placeOf(DjlBackend.class), placeOf(Cvae.class)))
          .that(DescribedPredicate.describe("of the house", ArchitectureTest::isOfTheHouse));

  /** The jar or folder of main classes that a class comes from. */
  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static boolean isOfTheHouse(JavaClass type) {
    return type.getPackageName().startsWith("dev.cvae");
  }

  @Test
  void usersSeeTheirOwnNetworksAndLossesAndTheServiceProvider() {
    assertThat(HOUSE)
        .filteredOn(type -> type.getPackageName().equals("dev.cvae.djl"))
        .filteredOn(JavaClass::isTopLevelClass)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder("DjlNetwork", "DjlLoss", "DjlBackend");
  }

  @Test
  void theApiKnowsNoEngineAndNoLibraryButTheJdk() {
    noClasses()
        .that()
        .resideInAPackage("dev.cvae..")
        .and()
        .resideOutsideOfPackages("dev.cvae.djl..", "dev.cvae.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "com.google..", "org.slf4j..", "dev.cvae.djl..")
        .check(HOUSE);
  }

  @Test
  void theBackendKnowsTheApiAndDjl() {
    classes()
        .that()
        .resideInAPackage("dev.cvae.djl")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.cvae..", "java..", "ai.djl..", "org.slf4j", "org.jspecify..")
        .check(HOUSE);
  }

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    slices().matching("dev.cvae.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void onlyTheFilesThatAreAboutOneEngineKnowItByName() throws IOException {
    Set<String> knowing = new TreeSet<>();
    for (JavaClass type : HOUSE) {
      if (namesAnEngine(type)) {
        knowing.add(type.getName().replaceAll("\\$.*", ""));
      }
    }
    assertThat(knowing)
        .isSubsetOf(
            "dev.cvae.djl.EngineStart",
            "dev.cvae.djl.EngineSupport",
            "dev.cvae.djl.PyTorchSupport",
            "dev.cvae.djl.CompiledDescent",
            "dev.cvae.djl.CompiledElbo",
            "dev.cvae.djl.CompiledGradient",
            "dev.cvae.djl.FusedAdamStep",
            "dev.cvae.djl.PyTorchProcessor",
            "dev.cvae.djl.Tensors",
            "dev.cvae.djl.TorchScript")
        .contains("dev.cvae.djl.EngineStart", "dev.cvae.djl.EngineSupport");
  }

  @Test
  void whatOnlyPyTorchCanDoIsReachedThroughTheEnginesSupport() {
    noClasses()
        .that()
        .resideInAPackage("dev.cvae..")
        .and()
        .haveNameNotMatching(".*\\.(PyTorchSupport|" + FOR_PYTORCH + ")")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.(" + FOR_PYTORCH + ")")
        .check(HOUSE);
  }

  /** Comments do not reach the class file; strings and types do. */
  private static boolean namesAnEngine(JavaClass type) throws IOException {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      String constants = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return constants.contains("PyTorch")
          || constants.contains("MXNet")
          || constants.contains("ai/djl/pytorch")
          || constants.contains("ai/djl/mxnet");
    }
  }
}

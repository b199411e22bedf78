package dev.cvae;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.cvae.error.CvaeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The walls of the house, as docs and package-infos say that they stand. */
class ArchitectureTest {
  private static JavaClasses api;

  @BeforeAll
  static void readClasses() {
    ArchConfiguration.get().setClassResolver(SelectedClassResolverFromClasspath.class);
    ArchConfiguration.get().setClassResolverArguments("java.lang"); // enough to know a Throwable
    api =
        new ClassFileImporter()
            .importUrl(Cvae.class.getProtectionDomain().getCodeSource().getLocation());
    assertThat(api.contain(Cvae.class)).isTrue();
    assertThat(api.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void theApiKnowsTheJdkAndTheAnnotationsOfJSpecifyAndNothingElse() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.cvae..", "java..", "javax.imageio..", "org.jspecify.annotations.."))
        .check(api);
  }

  @Test
  void noEngineNoGuavaAndNoLoggingInTheApi() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "com.google..", "org.slf4j..", "java.util.logging..")
        .check(api);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().assignedFrom(eachPackage()).should().beFreeOfCycles().check(api);
  }

  @Test
  void onlyImagesAndAnalysesAreBuiltUponTheFrontDoor() {
    noClasses()
        .that(resideInAnyPackage("dev.cvae.."))
        .and()
        .resideOutsideOfPackages("dev.cvae", "dev.cvae.image", "dev.cvae.analysis")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.cvae"))
        .check(api);
  }

  @Test
  void nothingKnowsTheAnalyses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.cvae.analysis")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.cvae.analysis"))
        .check(api);
  }

  @Test
  void onlyImagesKnowTheDesktop() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.cvae.image")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..")
        .check(api);
  }

  @Test
  void packagesKnowNoMoreThanTheirPackageInfosSay() {
    assertKnows("dev.cvae.error");
    assertKnows("dev.cvae.random");
    assertKnows("dev.cvae.condition", "dev.cvae.error");
    assertKnows("dev.cvae.objective", "dev.cvae.error");
    assertKnows("dev.cvae.training", "dev.cvae.objective", "dev.cvae.error");
    assertKnows("dev.cvae.data", "dev.cvae.condition", "dev.cvae.random", "dev.cvae.error");
  }

  @Test
  void everyExceptionOfTheLibraryHasTheOneRoot() {
    classes()
        .that()
        .areAssignableTo(Throwable.class)
        .should()
        .beAssignableTo(CvaeException.class)
        .andShould()
        .resideInAPackage("dev.cvae.error")
        .check(api);
  }

  @Test
  void noPublicClassIsOpenToInheritanceButTheRootOfErrors() {
    classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .doNotBelongToAnyOf(CvaeException.class)
        .should()
        .haveModifier(FINAL)
        .check(api);
  }

  private static void assertKnows(String name, String... others) {
    String[] allowed = new String[others.length + 3];
    System.arraycopy(others, 0, allowed, 3, others.length);
    allowed[0] = name;
    allowed[1] = "java..";
    allowed[2] = "org.jspecify.annotations..";
    classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .check(api);
  }

  private static SliceAssignment eachPackage() {
    return new SliceAssignment() {
      @Override
      public String getDescription() {
        return "each package";
      }

      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return SliceIdentifier.of(javaClass.getPackageName());
      }
    };
  }
}

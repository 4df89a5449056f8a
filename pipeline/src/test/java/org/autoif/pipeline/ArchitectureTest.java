package org.autoif.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.beam.sdk.transforms.DoFn;
import org.junit.jupiter.api.Test;

/** The shape of the house: who may know whom. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.autoif");

  @Test
  void givenPackages_thenTheyHaveNoCycles() {
    slices().matching("org.autoif.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void givenModules_thenTheyPointOneWay() {
    noClasses()
        .that()
        .resideInAPackage("org.autoif.io..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.autoif.transforms..", "org.autoif.pipeline..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("org.autoif.transforms..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.autoif.pipeline..")
        .check(HOUSE);
  }

  @Test
  void givenOptions_thenTheyKnowNothingOfTheHouse() {
    noClasses()
        .that()
        .resideInAPackage("org.autoif.pipeline.options..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.autoif.io..", "org.autoif.transforms..")
        .check(HOUSE);
  }

  @Test
  void givenDoFns_thenTheyAreHiddenInTheirTransform() {
    classes()
        .that()
        .areAssignableTo(DoFn.class)
        .should()
        .notBePublic()
        .andShould()
        .haveSimpleNameEndingWith("Fn")
        .check(HOUSE);
  }
}

package org.autoif.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.junit.jupiter.api.Test;

/** The shape of the house: who may know whom. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.autoif");

  @Test
  void givenPackages_thenTheyHaveNoCycles() {
    slices().matching("org.autoif.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  /** Grammars whose rules need one another: an expression holds texts that hold expressions. */
  private static final Set<String> RECURSIVE =
      Set.of("org.autoif.io.sandbox.jython", "org.autoif.transforms.step");

  @Test
  void givenClasses_thenTheyHaveNoCyclesWithinAPackage() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass from : HOUSE) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass();
        // The class object alone says whose a helper's counters and rows are.
        if (from.getPackageName().equals(to.getPackageName())
            && !RECURSIVE.contains(from.getPackageName())
            && !dependency.getDescription().contains("references class object")
            && !outermost(from).equals(outermost(to))) {
          uses.computeIfAbsent(outermost(from), any -> new TreeSet<>()).add(outermost(to));
        }
      }
    }
    // Who uses nobody is in no circle, and so is who uses nobody else.
    boolean isLess = true;
    while (isLess) {
      uses.values().forEach(used -> used.retainAll(uses.keySet()));
      isLess = uses.values().removeIf(Set::isEmpty);
    }
    assertThat("classes in circles, and those that use them", uses.toString(), is("{}"));
  }

  /** Returns the name of the class in whose file this one is, or from which it is generated. */
  private static String outermost(JavaClass of) {
    String name = of.getName().replaceFirst("[$].*", "");
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return simple.startsWith("AutoValue_")
        ? of.getPackageName() + "." + simple.substring("AutoValue_".length()).split("_", 2)[0]
        : name;
  }

  /** What enters a package: nothing but those named. */
  @Test
  void givenPackages_thenOnlyWhoMayEntersThem() {
    only("io.sandbox.jython", "io.sandbox.pool");
    only("io.sandbox.cpython", "io.sandbox.pool");
    only("io.sandbox.host", "io.sandbox.pool", "io.sandbox.jython");
    only("io.llm.endpoint", "pipeline", "transforms.instruct");
    only(
        "transforms.instruct.python",
        "transforms.instruct",
        "transforms.respond",
        "transforms.publish");
    only("transforms.instruct.audit.probe", "transforms.instruct.audit", "pipeline.command.look");
    only("transforms.respond", "transforms.train", "transforms.publish", "pipeline");
    only("transforms.train", "transforms.publish", "pipeline");
    only("transforms.publish", "pipeline");
    only("pipeline.teacher", "pipeline.bench", "pipeline.command");
    only("pipeline.bench", "pipeline.command");
    only("pipeline.command");
    only("pipeline.command.make", "pipeline.command");
    only("pipeline.command.look", "pipeline.command");
    only("pipeline.command.job", "pipeline.command");
    only("pipeline.command.settings", "pipeline.command");
  }

  private static void only(String of, String... mayEnter) {
    String[] allowed =
        Stream.concat(Stream.of(of), Stream.of(mayEnter))
            .map(name -> "org.autoif." + name + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("org.autoif." + of + "..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage(allowed)
        .check(HOUSE);
  }

  @Test
  void givenSteps_thenWhatTheyShareKnowsNoneOfThem() {
    noClasses()
        .that()
        .resideInAPackage("org.autoif.transforms.step..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.autoif.transforms.instruct..",
            "org.autoif.transforms.respond..",
            "org.autoif.transforms.train..",
            "org.autoif.transforms.publish..")
        .check(HOUSE);
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

  /** Commands read them, and the settings are made of them; the arguments' reader knows any. */
  @Test
  void givenOptions_thenNothingBehindACommandsDoorSeesThem() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.autoif.pipeline.options..", "org.autoif.pipeline.command.line")
        .and()
        .haveSimpleNameNotEndingWith("Command")
        .and()
        .haveSimpleNameNotEndingWith("Settings")
        .and()
        .doNotHaveSimpleName("BenchSetup")
        .and()
        .doNotHaveSimpleName("Synthesize")
        .and()
        .doNotHaveSimpleName("Method")
        .and()
        .doNotHaveSimpleName("CallsJob") // a program of its own
        .and()
        .resideOutsideOfPackage("org.autoif.pipeline.command.settings")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.autoif.pipeline.options..")
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

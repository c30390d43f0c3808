package io.reprise;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of the design: job → stage → core, and never back. */
class LayersTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.reprise");

  @Test
  void arrows() {
    ArchRule rule =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.reprise..")
            .layer("job")
            .definedBy("io.reprise.job..")
            .layer("stage")
            .definedBy("io.reprise.stage..")
            .layer("config")
            .definedBy("io.reprise.config..")
            .layer("core")
            .definedBy("io.reprise.core..")
            .whereLayer("job")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("stage")
            .mayOnlyBeAccessedByLayers("job")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("job", "stage")
            .ensureAllClassesAreContainedInArchitecture();
    rule.check(CLASSES);
  }

  @Test
  void noPackagesFormACircle() {
    SlicesRuleDefinition.slices()
        .matching("io.reprise.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** A stage may use what lies below all of them, but only audit and plan know another stage. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest", "train", "score", "report", "generate", "expire", "plan"})
  void stagesDoNotKnowEachOther(String stage) {
    String[] own = {"io.reprise.stage." + stage, "io.reprise.stage." + stage + ".."};
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.reprise.stage..")
            .and()
            .resideOutsideOfPackages(own)
            .and()
            .resideOutsideOfPackages("io.reprise.stage.audit", "io.reprise.stage.plan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(own);
    rule.check(CLASSES);
  }

  /** Of a stage, others see what runs it and what it refuses with. */
  @Test
  void nobodySeesTheInsideOfAStage() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.reprise.job..", "io.reprise.stage.audit..", "io.reprise.stage.plan..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "io.reprise.stage.ingest..",
                        "io.reprise.stage.train..",
                        "io.reprise.stage.score..",
                        "io.reprise.stage.report..",
                        "io.reprise.stage.generate..",
                        "io.reprise.stage.expire..")
                    .and(
                        DescribedPredicate.describe(
                            "are neither a stage nor an exception",
                            (JavaClass type) -> !isFace(type))));
    rule.check(CLASSES);
  }

  private static boolean isFace(JavaClass type) {
    return type.isAssignableTo(Exception.class)
        || type.getSimpleName().endsWith("Stage")
        || type.getEnclosingClass().map(LayersTest::isFace).orElse(false);
  }

  @Test
  void coreKnowsNoCluster() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.reprise.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.spark..",
                "org.apache.hadoop..",
                "org.deeplearning4j.spark..",
                "scala..");
    rule.check(CLASSES);
  }

  @Test
  void configTakesOnlyValuesFromCore() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.reprise.config..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.reprise.core..")
                    .and(
                        DescribedPredicate.not(
                            DescribedPredicate.describe(
                                "are records, enums or interfaces",
                                (JavaClass type) ->
                                    type.isRecord() || type.isEnum() || type.isInterface()))));
    rule.check(CLASSES);
  }

  @Test
  void onlyTablesWrite() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("io.reprise.stage.table..")
            .should()
            .callMethodWhere(
                DescribedPredicate.describe(
                    "a Dataset or a file is written", (JavaMethodCall call) -> writes(call)));
    rule.check(CLASSES);
  }

  @Test
  void lstmStandsAlone() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.reprise.core.lstm..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.reprise..")
                    .and(DescribedPredicate.not(resideInAPackage("io.reprise.core.lstm.."))))
            .allowEmptyShould(true);
    rule.check(CLASSES);
  }

  @Test
  void tablesDoWrite() {
    ArchRule rule =
        classes()
            .that()
            .haveSimpleName("Store")
            .should(
                callMethodWhere(
                    DescribedPredicate.describe(
                        "a Dataset or a file is written", (JavaMethodCall call) -> writes(call))));
    rule.check(CLASSES);
  }

  private static boolean writes(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    String name = call.getName();
    return (owner.isAssignableTo(Dataset.class) && name.startsWith("write"))
        || (owner.isAssignableTo(FileSystem.class)
            && (name.startsWith("create") || name.equals("append")));
  }
}

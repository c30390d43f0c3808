package io.reprise;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;

/** The arrows of the design: job → stage → core, and never back. */
@AnalyzeClasses(packages = "io.reprise", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule ARROWS =
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

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_CLUSTER =
      noClasses()
          .that()
          .resideInAPackage("io.reprise.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.apache.hadoop..", "org.deeplearning4j.spark..", "scala..");

  @ArchTest
  static final ArchRule CONFIG_TAKES_ONLY_VALUES_FROM_CORE =
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

  @ArchTest
  static final ArchRule ONLY_TABLES_WRITE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reprise.stage.table..")
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "a Dataset or a file is written", (JavaMethodCall call) -> writes(call)));

  @ArchTest
  static final ArchRule LSTM_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.reprise.core.lstm..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.reprise..")
                  .and(DescribedPredicate.not(resideInAPackage("io.reprise.core.lstm.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule TABLES_DO_WRITE =
      classes()
          .that()
          .haveSimpleName("Store")
          .should(
              callMethodWhere(
                  DescribedPredicate.describe(
                      "a Dataset or a file is written", (JavaMethodCall call) -> writes(call))));

  private static boolean writes(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    String name = call.getName();
    return owner.isAssignableTo(Dataset.class) && name.startsWith("write")
        || owner.isAssignableTo(FileSystem.class)
            && (name.startsWith("create") || name.equals("append"));
  }
}

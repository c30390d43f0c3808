package io.reprise.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds the build to its word: the tests run on the Spark line that the run is named after. */
@ExtendWith(SparkExtension.class)
class SparkLineTest {

  @Test
  void theSessionIsOfTheLineUnderTest(SparkSession spark) {
    String line = System.getProperty("reprise.spark.line", "3");
    assertThat(spark.version()).startsWith(line + ".");
  }

  @Test
  void theScriptsOpenEveryModuleThatThisSparkAsksFor() throws Exception {
    String options = Files.readString(Path.of("jobs", "java-options"));
    assertThat(options.lines())
        .containsAll(
            Arrays.stream(JavaModuleOptions.defaultModuleOptions().split(" "))
                .filter(option -> option.startsWith("--add-opens"))
                .toList());
  }
}

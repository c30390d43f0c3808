package io.reprise.stage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.core.report.Detection;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the first command of the README finds in the sample data. */
@Tag("once")
@ExtendWith(SparkExtension.class)
class SampleAuditTest {

  @Test
  void findsTheFaultsWithFewFalseEvents(SparkSession spark, @TempDir Path directory) {
    Workbench bench = new Workbench(spark, directory);
    Configuration configuration =
        ConfigurationLoader.load(
            List.of(Path.of("conf", "recipes", "sample.conf")),
            List.of("output.path=" + bench.output(), "training.workers=2"),
            Optional.empty());

    Detection detection =
        new AuditStage(bench.context(configuration))
            .run("audit", Instant.now(), "run")
            .outcome()
            .content()
            .detection()
            .orElseThrow();

    assertThat(detection.labelled()).isEqualTo(15);
    assertThat(detection.found()).as("at least nine of ten").isGreaterThanOrEqualTo(14);
    // Processors round differently, and training carries that far.
    assertThat(detection.falseEvents()).as("at most half as many as true ones").isLessThan(8);
  }
}

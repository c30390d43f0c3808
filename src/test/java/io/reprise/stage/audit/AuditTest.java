package io.reprise.stage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.config.Configuration;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.audit.AuditStage.Audited;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.report.ReportStage.Subject;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The four stages one after the other on small generated archives. */
@ExtendWith(SparkExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AuditTest {

  private SparkSession spark;
  private Workbench bench;
  private Audited first;

  @BeforeAll
  void audit(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
    Configuration configuration = bench.sensors();
    bench.generate(configuration);
    first = bench.audit("first", configuration);
  }

  @Test
  void chunksLeaveNoTraceInTheScores() throws IOException {
    Configuration chopped = bench.sensors("ingest.chunk=37");
    SeriesTable series = new IngestStage(bench.context(chopped)).run("chopped");
    ScoresTable scores =
        new ScoreStage(bench.context(bench.sensors("scoring.batch=7")))
            .run(series, "first", first.bundle(), "chopped");
    ScoresTable all =
        new ScoreStage(bench.context(bench.sensors("scoring.splits=all")))
            .run(first.series(), "first", first.bundle(), "all");
    assertSameErrors(
        all.points().orderBy("series", "time").collectAsList(),
        scores.points().orderBy("series", "time").collectAsList());
    assertSameErrors(
        all.sequences()
            .orderBy("series", "start")
            .select("series", "start", "error")
            .collectAsList(),
        scores
            .sequences()
            .orderBy("series", "start")
            .select("series", "start", "error")
            .collectAsList());
    assertThat(all.sequences().count()).isGreaterThan(first.scores().sequences().count());
  }

  @Test
  void eitherEngineScoresWhatTheOtherTrained() throws IOException {
    Configuration stock = bench.sensors("network.engine=dl4j", "training.epochs=1");
    Audited audited = bench.audit("stock", stock);
    assertThat(bench.report("stock").at("/run/engine").asText()).isEqualTo("dl4j");
    Configuration fast = bench.sensors("network.engine=onednn");
    ScoresTable scores =
        new ScoreStage(bench.context(fast))
            .run(audited.series(), "stock", audited.bundle(), "fast");
    assertThat(scores.manifest().engine()).isEqualTo("onednn");
    assertSameErrors(
        audited.scores().points().orderBy("series", "time").collectAsList(),
        scores.points().orderBy("series", "time").collectAsList());
  }

  private static void assertSameErrors(List<Row> expected, List<Row> actual) {
    assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(100);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).get(0)).isEqualTo(expected.get(i).get(0));
      assertThat(actual.get(i).get(1)).isEqualTo(expected.get(i).get(1));
      float wanted = expected.get(i).getFloat(2);
      assertThat(actual.get(i).getFloat(2)).isCloseTo(wanted, offset(1e-4f * (1 + wanted)));
    }
  }

  @Test
  void theReportAccountsForEveryRowAndRepeats() throws IOException {
    JsonNode report = bench.report("first");
    JsonNode archive = report.get("archive");
    assertThat(archive.get("rowsQuarantined").asLong()).isGreaterThan(10);
    assertThat(archive.get("rowsRead").asLong())
        .isEqualTo(archive.get("rowsKept").asLong() + archive.get("rowsQuarantined").asLong())
        .isEqualTo(spark.read().parquet(bench.archive().toString()).count());
    long quarantined =
        spark.read().parquet(bench.output().resolve("quarantine/first/rows").toString()).count();
    assertThat(quarantined).isEqualTo(archive.get("rowsQuarantined").asLong());
    assertThat(report.get("training").get("history")).hasSize(3);
    assertThat(report.get("evaluation")).as("sequence and point level").hasSize(2);

    bench.audit("second", bench.sensors());
    JsonNode second = bench.report("second");
    for (String part :
        List.of(
            "archive",
            "threshold",
            "pointThreshold",
            "calibration",
            "events",
            "evaluation",
            "detection")) {
      assertThat(second.get(part)).as(part).isEqualTo(report.get(part));
    }
  }

  @Test
  void theGateLooksAtTheFlaggedFraction() {
    assertThat(reportAgain("gate", "threshold.k=1", "report.fail-above=0.0001").gateExceeded())
        .isTrue();
  }

  @Test
  void nothingFoundIsAReportToo() throws IOException {
    reportAgain("nothing", "threshold.rule=fixed", "threshold.k=1e6");
    JsonNode report = bench.report("nothing");
    assertThat(report.get("eventCount").asLong()).isZero();
    assertThat(report.at("/scores/points/flagged").asLong()).isZero();
    Path events = bench.output().resolve("reports/nothing/events");
    assertThat(spark.read().parquet(events.toString()).count()).isZero();
    assertThat(events.resolveSibling("events.csv")).content().hasLineCount(1);
  }

  private ReportStage.Outcome reportAgain(String run, String... settings) {
    return new ReportStage(bench.context(bench.sensors(settings)))
        .run(
            new Subject(
                "report", Instant.now(), first.series(), "first", first.bundle(), first.scores()),
            run);
  }

  @Test
  void aModelRefusesSeriesThatItDoesNotFit() {
    Configuration other = bench.sensors("archive.columns.features=[pressure]");
    SeriesTable series = new IngestStage(bench.context(other)).run("other");
    assertThatThrownBy(
            () ->
                new ScoreStage(bench.context(other)).run(series, "first", first.bundle(), "never"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("train again");
  }
}

package io.reprise.stage.audit;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.config.Configuration;
import io.reprise.core.report.Event;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.audit.AuditStage.Audited;
import io.reprise.stage.generate.GenerateStage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The four stages one after the other on sequences. */
@ExtendWith(SparkExtension.class)
class SequenceAuditTest {

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  @Test
  void sequencesOfUnequalLengthAreAuditedToo() throws IOException {
    String[] settings = {
      "archive.layout=sequences",
      "archive.columns.series=series",
      "archive.columns.label=label",
      "window.length=0",
      "generate.kind=signals",
      "generate.signals.sequences=200",
      "generate.signals.points=20",
      "generate.signals.anomalies=0.1",
      "normalize.scope=global",
      "network.loss=huber"
    };
    Configuration configuration = bench.configuration(settings);
    bench.generate(configuration);
    Audited audited = bench.audit("run", configuration);
    assertThat(bench.report("run").get("archive").get("sequences").asLong()).isEqualTo(200);
    assertThat(bench.report("run").get("evaluation").get("level").asText()).isEqualTo("sequence");
    assertThat(bench.report("run").has("pointThreshold")).isFalse();
    assertThat(bench.report("run").has("detection")).isFalse();
    assertThat(bench.report("run").get("calibration")).hasSize(1);
    Row judged = audited.scores().sequences().selectExpr("count(*)", "count(start)").first();
    assertThat(judged.getLong(0)).isBetween(40L, 110L);
    assertThat(judged.getLong(1)).as("untimed sequences have no start").isZero();
  }

  @Test
  void stepsOfSequencesAreScoredWhereTheyAreAskedFor() throws IOException {
    Configuration configuration =
        bench.configuration(
            "archive.path=" + bench.output().resolve("archive"),
            "archive.layout=sequences",
            "archive.columns.series=series",
            "archive.columns.label=label",
            "window.length=0",
            "generate.kind=signals",
            "generate.before-audit=true",
            "generate.signals.sequences=200",
            "generate.signals.points=20",
            "generate.signals.least-points=10",
            "generate.signals.features=2",
            "generate.signals.anomaly=step",
            "generate.signals.anomalies=0.5",
            "archive.columns.features=[value1, value2]",
            "threshold.level=point",
            "threshold.k=2",
            "report.gap-tolerance=0",
            "report.least-duration=1");
    new GenerateStage(bench.context(configuration)).runBeforeAudit();
    List<Row> rows = generated(configuration);
    new GenerateStage(bench.context(configuration)).runBeforeAudit();
    assertThat(generated(configuration)).as("the same again").isEqualTo(rows);

    Audited audited = bench.audit("run", configuration);

    JsonNode report = bench.report("run");
    assertThat(report.at("/evaluation/0/level").asText()).isEqualTo("sequence");
    assertThat(report.at("/evaluation/1/level").asText()).isEqualTo("point");
    assertThat(report.has("pointThreshold")).isTrue();
    assertThat(report.has("detection")).as("steps have no days").isFalse();
    Dataset<Row> steps = audited.scores().points();
    assertThat(steps.filter("time is not null").count()).isZero();
    assertThat(report.at("/scores/points/judged").asLong()).isEqualTo(steps.count());
    assertThat(
            audited
                .scores()
                .sequences()
                .selectExpr("series", "posexplode(stepErrors) as (step, error)")
                .except(steps.select("series", "step", "error"))
                .count())
        .as("a step has the error that it has in its sequence")
        .isZero();
    double threshold = report.at("/pointThreshold/value").asDouble();
    assertThat(steps.filter("error > " + threshold).count())
        .isEqualTo(steps.filter("flagged").count())
        .isEqualTo(report.at("/scores/points/flagged").asLong())
        .isPositive();
    Event worst = audited.outcome().content().events().get(0);
    assertThat(
            steps
                .filter(col("series").equalTo(worst.series()))
                .filter(col("step").between(worst.start(), worst.end()))
                .filter("not flagged")
                .count())
        .as("an event is made of flagged steps")
        .isZero();
    assertThat(report.at("/events/0/firstStep").asLong()).isEqualTo(worst.start());
    JsonNode page = bench.page("run");
    assertThat(page.at("/replays/0/from").asLong()).isEqualTo(worst.start());
    Set<String> names = new HashSet<>();
    page.get("typical").forEach(each -> names.add(each.get("series").asText()));
    assertThat(names).hasSize(3);
    assertThat(steps.filter("flagged").filter(col("series").isin(names.toArray())).count())
        .as("nothing is flagged in what is drawn as typical")
        .isZero();
  }

  private List<Row> generated(Configuration configuration) {
    return spark
        .read()
        .parquet(configuration.archive().requiredPath())
        .orderBy("series")
        .collectAsList();
  }
}

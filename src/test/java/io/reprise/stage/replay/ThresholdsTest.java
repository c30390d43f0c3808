package io.reprise.stage.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.Configuration;
import io.reprise.core.network.Bundle;
import io.reprise.core.report.Event;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.Threshold;
import io.reprise.core.threshold.ThresholdRule;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Thresholds by series and by level, from training to events. */
@ExtendWith(SparkExtension.class)
class ThresholdsTest {

  private static final List<String> SENSORS =
      List.of(
          "archive.columns.series=series",
          "archive.columns.label=label",
          "clean.period=10 minutes",
          "window.length=8",
          "window.stride=4",
          "report.gap-tolerance=2",
          "report.least-duration=1",
          "generate.sensors.series=2",
          "split.train.fraction=0.4",
          "split.validation.fraction=0.4",
          "generate.sensors.points=1600",
          "generate.sensors.faults=2");

  private static Configuration configuration(Workbench bench, String... settings) {
    List<String> all = new ArrayList<>(SENSORS);
    all.addAll(List.of(settings));
    return bench.configuration(all.toArray(String[]::new));
  }

  @Test
  void everySeriesIsJudgedByItsOwnThresholdAtEveryLevel(
      SparkSession spark, @TempDir Path directory) {
    Workbench bench = new Workbench(spark, directory);
    Configuration bySeries =
        configuration(
            bench,
            "threshold.rule=quantile",
            "threshold.quantile=0.7",
            "threshold.scope=series",
            "threshold.level=both");
    new GenerateStage(bench.context(bySeries)).run();
    SeriesTable table = bench.ingest(bySeries);
    Bundle bundle = new TrainStage(bench.context(bySeries)).run(table, "run");
    ScoresTable scores = new ScoreStage(bench.context(bySeries)).run(table, "run", bundle, "run");

    assertFlagged(scores.sequences(), bundle.windowErrors());
    assertFlagged(scores.points(), bundle.pointErrors().orElseThrow());

    List<Event> both = events(bench, bySeries, table, bundle, scores, "both");
    List<Event> sequences =
        events(
            bench,
            configuration(
                bench,
                "threshold.rule=quantile",
                "threshold.quantile=0.7",
                "threshold.scope=series",
                "threshold.level=sequence"),
            table,
            bundle,
            scores,
            "sequence");
    assertCovered(both, scores.points().selectExpr("series", "time", "time", "flagged"));
    assertCovered(both, scores.sequences().selectExpr("series", "start", "end", "flagged"));
    assertCovered(sequences, scores.sequences().selectExpr("series", "start", "end", "flagged"));
    assertThat(sequences).allMatch(event -> !event.features().isEmpty() && event.severity() > 0);
    assertThat(sequences.size())
        .as("windows that overlap are one event")
        .isLessThan((int) scores.sequences().filter("flagged").count());
  }

  @Test
  void rulesSayWhatTheModelLacks(SparkSession spark, @TempDir Path directory) {
    Workbench bench = new Workbench(spark, directory);
    Configuration plain = configuration(bench, "archive.columns.label=null");
    new GenerateStage(bench.context(plain)).run();
    SeriesTable table = bench.ingest(plain);
    Bundle bundle = new TrainStage(bench.context(plain)).run(table, "run");

    assertThat(bundle.windowErrors().bySeries()).isEmpty();
    assertThat(bundle.windowErrors().labelled()).isEmpty();
    for (String[] settings :
        new String[][] {
          {"threshold.rule=labels", "no labelled anomalies"},
          {"threshold.scope=series", "without errors by series"}
        }) {
      StageContext context =
          bench.context(configuration(bench, "archive.columns.label=null", settings[0]));
      assertThatThrownBy(() -> new ScoreStage(context).run(table, "run", bundle, "never"))
          .isInstanceOf(InputRefusedException.class)
          .hasMessageContaining(settings[1]);
    }
  }

  private static void assertFlagged(Dataset<Row> scores, Calibration calibration) {
    Threshold threshold = calibration.thresholdBySeries(new ThresholdRule.Quantile(0.7));
    assertThat(threshold.bySeries()).hasSize(2);
    assertThat(threshold.forSeries("pump-01")).isNotEqualTo(threshold.forSeries("pump-02"));
    List<Row> rows = scores.select("series", "error", "flagged").collectAsList();
    assertThat(rows).anyMatch(row -> row.getBoolean(2));
    for (Row row : rows) {
      assertThat(row.getBoolean(2))
          .isEqualTo(row.getFloat(1) > threshold.forSeries(row.getString(0)));
    }
  }

  private static void assertCovered(List<Event> events, Dataset<Row> scores) {
    for (Row row :
        scores
            .filter("flagged")
            .toDF("series", "start", "end", "flagged")
            .selectExpr("series", "unix_micros(start)", "unix_micros(end)")
            .collectAsList()) {
      assertThat(events)
          .filteredOn(event -> event.series().equals(row.getString(0)))
          .filteredOn(event -> event.start() <= row.getLong(1) && event.end() >= row.getLong(2))
          .as(row.toString())
          .hasSize(1);
    }
  }

  private static List<Event> events(
      Workbench bench,
      Configuration configuration,
      SeriesTable table,
      Bundle bundle,
      ScoresTable scores,
      String id) {
    return new ReportStage(bench.context(configuration))
        .run(new ReportStage.Subject("report", Instant.now(), table, "run", bundle, scores), id)
        .content()
        .events();
  }
}

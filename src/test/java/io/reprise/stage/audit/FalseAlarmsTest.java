package io.reprise.stage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.Configuration;
import io.reprise.core.network.Bundle;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.Threshold;
import io.reprise.core.threshold.ThresholdRule;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The false-alarm rate that a threshold lets expect, against the one that comes true on normal data
 * that neither training nor calibration has seen: within a factor of two, for every rule. Windows
 * do not overlap, and there are so many that the strictest rule flags some two dozen by itself:
 * fewer would be told by luck.
 */
@Tag("once")
@ExtendWith(SparkExtension.class)
class FalseAlarmsTest {

  private static final int WINDOW = 24;
  private static final long PERIOD = 600_000_000L;

  private static final String[] SETTINGS = {
    "archive.columns.series=series",
    "archive.columns.label=label",
    "clean.period=10 minutes",
    "window.length=" + WINDOW,
    "window.stride=" + WINDOW,
    "split.train.fraction=0.06",
    "split.validation.fraction=0.44",
    "split.train-on-normal=true",
    "network.encoder=[8]",
    "network.decoder=[8]",
    "training.epochs=6",
    "training.learning-rate=0.01",
    "generate.sensors.series=6",
    "generate.sensors.points=100000",
    "generate.sensors.faults=60",
    "generate.sensors.faults-after=0.07"
  };

  private record Judged(float error, boolean normal, boolean farFromFaults) {}

  @Test
  void expectedFalseAlarmsComeTrue(SparkSession spark, @TempDir Path directory) {
    Workbench bench = new Workbench(spark, directory);
    Configuration configuration = bench.configuration(SETTINGS);
    new GenerateStage(bench.context(configuration)).run();
    SeriesTable table = bench.ingest(configuration);
    Bundle bundle = new TrainStage(bench.context(configuration)).run(table, "run");
    ScoresTable scores =
        new ScoreStage(bench.context(configuration)).run(table, "run", bundle, "run");

    List<Judged> windows =
        judged(scores.sequences().selectExpr("series", "unix_micros(start)", "error", "label"), 0);
    assertComeTrue("sequence", bundle.windowErrors(), windows);
    List<Judged> points =
        judged(scores.points().selectExpr("series", "unix_micros(time)", "error", "label"), WINDOW);
    assertComeTrue("point", bundle.pointErrors().orElseThrow(), points);
  }

  /** A fault shows in all points that share a window with it. */
  private static List<Judged> judged(Dataset<Row> scores, int reach) {
    List<Row> rows = scores.collectAsList();
    Map<String, TreeSet<Long>> faults = new TreeMap<>();
    for (Row row : rows) {
      faults.computeIfAbsent(row.getString(0), series -> new TreeSet<>());
      if (row.getInt(3) == 1) {
        faults.get(row.getString(0)).add(row.getLong(1));
      }
    }
    return rows.stream()
        .map(
            row -> {
              long time = row.getLong(1);
              boolean near =
                  !faults
                      .get(row.getString(0))
                      .subSet(time - reach * PERIOD, true, time + reach * PERIOD, true)
                      .isEmpty();
              return new Judged(row.getFloat(2), row.getInt(3) == 0, !near);
            })
        .toList();
  }

  private static void assertComeTrue(String level, Calibration validation, List<Judged> judged) {
    for (ThresholdRule rule :
        List.of(
            new ThresholdRule.Sigma(3),
            new ThresholdRule.Mad(4),
            new ThresholdRule.Quantile(0.99),
            new ThresholdRule.Contamination(0.005),
            new ThresholdRule.Pot(0.002),
            new ThresholdRule.Fixed(3 * validation.errors().moments().mean()),
            new ThresholdRule.Labels())) {
      Threshold threshold = validation.threshold(rule);
      List<Judged> normal =
          judged.stream()
              .filter(rule instanceof ThresholdRule.Labels ? Judged::normal : Judged::farFromFaults)
              .toList();
      double realised =
          (double) normal.stream().filter(each -> each.error() > threshold.value()).count()
              / normal.size();
      assertThat(normal).as(level).hasSizeGreaterThan(10_000);
      assertThat(realised)
          .as("by %s, %s", level, rule)
          .isBetween(
              threshold.expectedFalseAlarmRate() / 2, threshold.expectedFalseAlarmRate() * 2);
    }
  }
}

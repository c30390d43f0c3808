package io.reprise.stage.audit;

import static io.reprise.stage.Workbench.with;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.config.Configuration;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Yardstick;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPart;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.audit.AuditStage.Audited;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Principal components beside the network, from training to the report. */
@ExtendWith(SparkExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@Tag("once")
class YardstickTest {

  private Workbench bench;
  private Audited network;

  @BeforeAll
  void audit(SparkSession session, @TempDir Path directory) {
    bench = new Workbench(session, directory);
    bench.generate(bench.sensors());
    network = bench.audit("network", bench.sensors("training.epochs=1", "scoring.detector=lstm"));
  }

  private static Yardstick yardstick(Audited audited) {
    return audited.bundle().yardstick().orElseThrow();
  }

  private Yardstick trained(String id, SeriesTable series, String... settings) {
    return new TrainStage(bench.context(bench.sensors(with(settings, "training.epochs=1"))))
        .run(series, id)
        .yardstick()
        .orElseThrow();
  }

  @Test
  void theComponentsAreThoseOfTheTrainingPartHoweverItIsCut() {
    PrincipalComponents components = yardstick(network).baseline().components();
    SeriesTable cut = new IngestStage(bench.context(bench.sensors("ingest.chunk=61"))).run("cut");
    PrincipalComponents other = trained("cut", cut, "training.workers=3").baseline().components();

    assertThat(components.steps()).isEqualTo(6);
    assertThat(components.count()).isBetween(1, 5);
    double[] mean = meansOfTraining("network", network);
    for (int i = 0; i < components.mean().length; i++) {
      assertThat((double) components.mean()[i]).isCloseTo(mean[i % 3], within(0.02));
      assertThat(other.mean()[i]).isCloseTo(components.mean()[i], within(1e-5f));
      assertThat(other.deviations()[i]).isCloseTo(components.deviations()[i], within(1e-5f));
    }
    assertThat(other.axes()).hasSameSizeAs(components.axes());
    for (int i = 0; i < components.axes().length; i++) {
      assertThat(Math.abs(other.axes()[i]))
          .isCloseTo(Math.abs(components.axes()[i]), within(1e-3f));
    }
  }

  private double[] meansOfTraining(String model, Audited audited) {
    Bundle bundle = audited.bundle();
    double[] sums = new double[3];
    long count = 0;
    for (Chunk chunk : bench.chunks(audited.series(), model)) {
      Scaler scaler = bundle.normalizer().scaler(chunk.own().scaler(), chunk.values(), 0, 1);
      for (int i = chunk.before(); i < chunk.end(); i++) {
        if (chunk.present(i)
            && bundle.split().span(SplitPart.TRAIN, chunk).contains(chunk.time(i))) {
          count++;
          for (int f = 0; f < 3; f++) {
            sums[f] += scaler.scaled(f, chunk.values()[i * 3 + f]);
          }
        }
      }
    }
    return new double[] {sums[0] / count, sums[1] / count, sums[2] / count};
  }

  @Test
  void itsWeightsMakeTheUsualErrorOne() {
    assertThat(yardstick(network).pointErrors().errors().moments().mean())
        .isCloseTo(1, within(0.1));
    assertThat(yardstick(network).windowErrors().errors().count())
        .isEqualTo(network.bundle().windowErrors().errors().count());
    assertThat(yardstick(network).pointErrors().errors().count())
        .isEqualTo(network.bundle().pointErrors().orElseThrow().errors().count());
  }

  @Test
  void everyScoreHasItsErrorToo() {
    for (Dataset<Row> scores : List.of(network.scores().sequences(), network.scores().points())) {
      assertThat(scores.filter(col("baselineError").isNull()).count()).isZero();
      assertThat(scores.filter(col("baselineError").geq(0)).count())
          .isEqualTo(scores.count())
          .isPositive();
    }
  }

  @Test
  void theReportComparesTheTwo() throws IOException {
    JsonNode report = bench.report("network");
    JsonNode baseline = report.get("baseline");
    ScoresTable scores = network.scores();

    assertThat(baseline.at("/level").asText()).isEqualTo("point");
    assertThat(baseline.at("/flaggedByModel").asLong())
        .isEqualTo(report.at("/scores/points/flagged").asLong());
    double threshold = baseline.at("/threshold").asDouble();
    assertThat(baseline.at("/flagged").asLong())
        .isEqualTo(scores.points().filter(col("baselineError").gt(threshold)).count());
    assertThat(baseline.at("/flaggedByBoth").asLong())
        .isEqualTo(
            scores.points().filter(col("baselineError").gt(threshold).and(col("flagged"))).count());
    assertThat(baseline.at("/evaluation/model/averagePrecision"))
        .isEqualTo(report.at("/evaluation/1/averagePrecision"));
    assertThat(baseline.at("/evaluation/model/f1")).isEqualTo(report.at("/evaluation/1/f1"));
    assertThat(baseline.at("/evaluation/baseline/auc").asDouble()).isBetween(0.5, 1.0);
    assertThat(bench.page("network").at("/report/baseline")).isEqualTo(baseline);
    assertThat(report.get("warnings").toString().contains("principal components do better"))
        .isEqualTo(
            baseline.at("/evaluation/baseline/averagePrecision").asDouble()
                > baseline.at("/evaluation/model/averagePrecision").asDouble() + 0.02);
  }

  @Test
  void theDetectorChoosesTheErrorsAndLeavesTheTrainingAlone() throws IOException {
    Audited both = bench.audit("both", bench.sensors("training.epochs=1"));
    Audited components =
        bench.audit(
            "components",
            bench.sensors(
                "training.epochs=1",
                "scoring.detector=pca",
                "threshold.scope=series",
                "scoring.weights=none"));

    for (Audited each : List.of(both, components)) {
      assertThat(each.bundle().parameters().values())
          .isEqualTo(network.bundle().parameters().values());
    }
    assertThat(yardstick(both)).usingRecursiveComparison().isEqualTo(yardstick(network));
    Dataset<Row> joined =
        network
            .scores()
            .points()
            .select("series", "time", "error", "baselineError")
            .withColumnRenamed("error", "network")
            .withColumnRenamed("baselineError", "components")
            .join(both.scores().points(), new String[] {"series", "time"});
    assertThat(joined.count()).isEqualTo(network.scores().points().count());
    for (Row row :
        joined.select("network", "components", "error", "baselineError").collectAsList()) {
      assertThat(row.getFloat(2))
          .isCloseTo(
              (row.getFloat(0) + row.getFloat(1)) / 2, within(1e-4f * (1 + row.getFloat(2))));
      assertThat(row.getFloat(3)).isCloseTo(row.getFloat(1), within(1e-4f * (1 + row.getFloat(1))));
    }
    assertThat(bench.report("both").has("baseline")).isTrue();
    assertThat(components.bundle().windowErrors())
        .usingRecursiveComparison()
        .isEqualTo(yardstick(components).windowErrors());
    assertThat(components.bundle().windowErrors().bySeries()).hasSize(2);
    assertThat(yardstick(components).baseline().weights().isNone()).isTrue();
    assertThat(bench.report("components").has("baseline"))
        .as("it would be compared with itself")
        .isFalse();
  }

  @Test
  void oneModelForEachSeriesHasOneYardstickBeside() {
    Yardstick each =
        trained("each", network.series(), "training.per-series=true", "threshold.scope=series");

    assertThat(each.baseline().components().mean()).hasSize(18);
    assertThat(each.windowErrors().bySeries()).hasSize(2);
    assertThat(each.pointErrors().bySeries()).hasSize(2);
  }

  @Tag("once")
  @Test
  void manyFeaturesHaveNone(SparkSession session, @TempDir Path directory) {
    Workbench wide = new Workbench(session, directory);
    wide.csv(IntStream.range(-1, 60).mapToObj(YardstickTest::rowOf513).toArray(String[]::new));
    String[] settings = {"archive.format=csv", "clean.period=1 minute"};
    SeriesTable series = wide.ingest(wide.configuration(settings));

    assertThat(new TrainStage(wide.context(wide.configuration(settings))).run(series, "wide"))
        .satisfies(model -> assertThat(model.yardstick()).isEmpty());
    Configuration components = wide.configuration(with(settings, "scoring.detector=pca"));
    assertThatThrownBy(() -> new TrainStage(wide.context(components)).run(series, "never"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "scoring.detector: principal components are computed of at most 512 features, but there"
                + " are 513; set scoring.detector = lstm, or name fewer.");
  }

  /** The header is row −1. */
  private static String rowOf513(int row) {
    return Stream.concat(
            Stream.of(row < 0 ? "time" : "2024-01-01T00:%02d:00Z".formatted(row)),
            IntStream.range(0, 513).mapToObj(f -> row < 0 ? "f" + f : String.valueOf(row * f % 7)))
        .collect(Collectors.joining(","));
  }
}

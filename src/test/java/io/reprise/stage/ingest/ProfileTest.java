package io.reprise.stage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.Configuration;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ProfileTest {

  private SparkSession spark;
  private Workbench bench;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  private List<Row> profile(String... settings) {
    Configuration configuration = bench.configuration(settings);
    new IngestStage(
            new StageContext(
                spark,
                bench.store(),
                configuration,
                (format, arguments) -> said.add(format.formatted(arguments))))
        .run("profiled");
    return spark
        .read()
        .parquet(bench.output().resolve("series/profiled/profile").toString())
        .orderBy("series", "feature")
        .collectAsList();
  }

  @Test
  void seriesAcrossChunksDatesAndGaps() {
    List<String> lines = new ArrayList<>(List.of("pump,time,x,y"));
    for (int hour = 0; hour < 60; hour++) {
      if ((hour >= 20 && hour < 30) || hour == 40) {
        continue;
      }
      lines.add("a,2024-01-%02dT%02d:00:00Z,%d,7".formatted(1 + hour / 24, hour % 24, hour));
    }
    bench.csv(lines.toArray(String[]::new));
    List<Row> rows =
        profile(
            "archive.format=csv",
            "archive.columns.series=pump",
            "ingest.chunk=7",
            "clean.max-gap=1");
    assertThat(rows).hasSize(2);
    Row x = rows.get(0);
    assertThat(x.<String>getAs("feature")).isEqualTo("x");
    assertThat(x.getAs("first").toString()).isEqualTo("2024-01-01 00:00:00.0");
    assertThat(x.getAs("last").toString()).isEqualTo("2024-01-03 11:00:00.0");
    assertThat(x.<Long>getAs("period")).isEqualTo(3_600_000_000L);
    assertThat(x.<Long>getAs("present")).isEqualTo(50);
    assertThat(x.<Long>getAs("filled")).isEqualTo(1);
    assertThat(x.<Long>getAs("missing")).isEqualTo(10);
    assertThat(x.<Long>getAs("gaps")).isEqualTo(1);
    assertThat(x.<Float>getAs("least")).isEqualTo(0);
    assertThat(x.<Float>getAs("greatest")).isEqualTo(59);
    assertThat(x.<Double>getAs("mean")).isEqualTo((59 * 30 - 245) / 50.0);
    assertThat(said)
        .anyMatch(line -> line.contains("every 1h; 16.7 % missing, 1.7 % filled"))
        .contains("profile  x: 0 to 59, mean 30.5", "profile  y: 7 to 7, mean 7")
        .anyMatch(line -> line.startsWith("warning  y never changes in 1 of 1 series (a, for one)"))
        .noneMatch(line -> line.startsWith("warning  x"));
  }

  @Test
  void aSeriesThatDwarfsTheRestAndOneThatIsMostlyMissing() {
    List<String> lines = new ArrayList<>(List.of("pump,time,x"));
    for (int minute = 0; minute < 1000; minute++) {
      lines.add(
          "big,2024-01-%02dT%02d:%02d:00Z,%d"
              .formatted(1 + minute / 1440, minute / 60 % 24, minute % 60, minute % 9));
    }
    for (String small : List.of("s1", "s2", "s3")) {
      for (int minute = 0; minute < 40; minute++) {
        if (!small.equals("s3") || minute < 10 || minute > 25) {
          lines.add("%s,2024-01-01T00:%02d:00Z,%d".formatted(small, minute, minute % 9));
        }
      }
    }
    bench.csv(lines.toArray(String[]::new));
    profile("archive.format=csv", "archive.columns.series=pump");
    assertThat(said)
        .anyMatch(line -> line.startsWith("warning  big has 1,000 of all 1,104 points, the usual"))
        .anyMatch(
            line -> line.startsWith("warning  1 series lack more than 20 % of their points (s3"));
  }

  @Test
  void soundSeriesAreNotWarnedOf() {
    List<String> lines = new ArrayList<>(List.of("time,x"));
    for (int minute = 0; minute < 50; minute++) {
      lines.add("2024-01-01T00:%02d:00Z,%s".formatted(minute, 0.1 * minute));
    }
    bench.csv(lines.toArray(String[]::new));
    profile("archive.format=csv");
    assertThat(said).noneMatch(line -> line.startsWith("warning")).hasSize(3);
  }

  @Test
  void sequencesHaveARangeAndNoTime() {
    spark
        .range(12)
        .selectExpr("string(id) as name", "array(0.0, double(id), 2.0) as value")
        .write()
        .parquet(bench.archive().toString());
    List<Row> rows =
        profile("archive.layout=sequences", "archive.columns.series=name", "window.length=0");
    assertThat(rows).hasSize(12);
    assertThat(rows.get(0).isNullAt(rows.get(0).fieldIndex("first"))).isTrue();
    assertThat(rows.get(0).<Long>getAs("missing")).isZero();
    assertThat(said).contains("profile  value: 0 to 11, mean 2.5");
  }
}

package io.reprise.stage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.Configuration;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that stand for "unknown" or "never" end nothing. */
@ExtendWith(SparkExtension.class)
class OddTimesTest {

  private SparkSession spark;
  private Workbench bench;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  private static String[] lines(String odd) {
    return Stream.concat(
            Stream.of("time,x", odd + ",7"),
            Stream.iterate(0, i -> i + 1)
                .limit(60)
                .map(i -> "2024-01-01T00:%02d:00Z,%d".formatted(i, i)))
        .toArray(String[]::new);
  }

  private SeriesTable ingest(Configuration configuration) {
    return new IngestStage(
            new StageContext(
                spark,
                bench.store(),
                configuration,
                (format, arguments) -> said.add(format.formatted(arguments))))
        .run("ingested");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1600-02-29T12:00:00Z",
        "1700-01-01T00:00:00Z",
        "1899-12-30T00:00:00Z",
        "1970-01-01T00:00:00Z"
      })
  void aSentinelIsARowLikeAnyOther(String sentinel) {
    bench.csv(lines(sentinel));
    SeriesTable table = ingest(bench.configuration("archive.format=csv", "clean.period=1 minute"));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(61);
    Chunk first = Workbench.chunks(table).get(0);
    assertThat(Microseconds.instant(first.start())).isEqualTo(Instant.parse(sentinel));
    assertThat(said)
        .anyMatch(
            line -> line.startsWith("warning  the archive reaches from " + sentinel.charAt(0)));
  }

  @Test
  void parquetOfAnotherToolWithOldDatesIsRead() {
    spark
        .range(0, 40, 1, 1)
        .selectExpr(
            "timestamp'1788-01-01 00:00:00' + id * interval '1' minute as time",
            "cast(id as double) as x")
        .write()
        .parquet(bench.archive().toString());
    Chunk chunk = Workbench.chunks(ingest(bench.configuration())).get(0);
    assertThat(Microseconds.instant(chunk.start())).isEqualTo("1788-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999-12-31", "+200000-01-01T00:00:00Z"})
  void theEndOfTimeIsAnEnd(String end) {
    bench.csv(lines("2024-01-01T01:00:00Z"));
    SeriesTable table =
        ingest(
            bench.configuration(
                "archive.format=csv",
                "archive.to=\"" + end + "\"",
                "clean.future=20000 days",
                "split.train.until=\"2024-01-01T00:30:00Z\"",
                "split.validation.until=\"" + end + "\""));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(61);
  }

  @Test
  void theEndOfTimeIsAnEndWhereTimesCountNanoseconds() {
    bench.csv("time,x", "1700000000000000000,1", "1700000060000000000,2");
    SeriesTable table =
        ingest(
            bench.configuration(
                "archive.format=csv",
                "archive.time-format=nanoseconds",
                "archive.options.inferSchema=true",
                "archive.to=9999-12-31",
                "window.length=2",
                "window.stride=1"));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(2);
  }

  @Test
  void theSplitSaysWhereItEndsIfOneRowIsFarFromAllOthers() {
    bench.csv(lines("1970-01-01T00:00:00Z"));
    Configuration configuration =
        bench.configuration("archive.format=csv", "clean.period=1 minute");
    SeriesTable table = ingest(configuration);
    TrainStage training = new TrainStage(bench.context(configuration));
    assertThatThrownBy(() -> training.run(table, "model"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContainingAll(
            "split.train leaves no whole window to train on before 1996-12-31T12:30:00Z");
  }
}

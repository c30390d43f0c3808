package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.archive.ArchiveColumns;
import io.reprise.stage.archive.ArchiveReader;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ExplainMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However an archive writes its times, they come to the same ones. */
@ExtendWith(SparkExtension.class)
class TimesIngestTest {

  /** A point a second, from 1970-01-12 on, so that an unsigned epoch would not be noticed. */
  private static final long FIRST_SECOND = 1_000_000;

  private static final int POINTS = 30;

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  private void archive(String time) {
    spark
        .range(POINTS)
        .selectExpr("double(id) as value", "%d + id as s".formatted(FIRST_SECOND))
        .selectExpr("value", time + " as at")
        .coalesce(1)
        .write()
        .parquet(bench.archive().toString());
  }

  private List<Instant> times(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("archive.columns.time=at");
    SeriesTable table = bench.ingest(bench.configuration(all.toArray(String[]::new)));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(POINTS);
    return table.chunks().collectAsList().stream()
        .map(ChunkRow::chunk)
        .sorted(Comparator.comparingLong(Chunk::start))
        .map(chunk -> Microseconds.instant(chunk.time(chunk.before())))
        .toList();
  }

  private static Instant first() {
    return Instant.ofEpochSecond(FIRST_SECOND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s                                 | seconds",
        "int(s)                            | seconds",
        "double(s) + 0.25                  | seconds",
        "cast(s as decimal(20, 3))         | seconds",
        "string(s)                         | seconds",
        "s * 1000                          | milliseconds",
        "s * 1000000                       | microseconds",
        "s * 1000000000                    | nanoseconds",
        "concat(string(s), '000000500')    | nanoseconds"
      })
  void epochs(String time, String unit) {
    archive(time);
    Instant found = times("archive.time-format=" + unit).get(0);
    assertThat(found).isEqualTo(first());
  }

  @Test
  void beforeNineteenSeventy() {
    spark
        .range(POINTS)
        .selectExpr("double(id) as value", "(id - 100) * 1000000000 - 1 as at")
        .write()
        .parquet(bench.archive().toString());
    assertThat(times("archive.time-format=nanoseconds", "clean.period=1 second").get(0))
        .isEqualTo(Instant.ofEpochSecond(-100));
  }

  @Test
  void aNumberNeedsItsUnit() {
    archive("s");
    assertThatThrownBy(() -> times())
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.time-format")
        .hasMessageContaining("milliseconds");
  }

  @Test
  void aTimestampNeedsNoFormat() {
    archive("timestamp_seconds(s)");
    assertThatThrownBy(() -> times("archive.time-format=seconds"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.time-format")
        .hasMessageContaining("leave it out");
  }

  @Test
  void timestampsAreInstantsWhateverTheZone() {
    archive("timestamp_seconds(s)");
    assertThat(times("archive.time-zone=Asia/Tokyo").get(0)).isEqualTo(first());
  }

  @Test
  void clocksWithoutAZoneStoodInTheArchives() {
    archive("cast(timestamp_seconds(s) as timestamp_ntz)");
    assertThat(times("archive.time-zone=+02:00").get(0))
        .isEqualTo(first().minus(2, ChronoUnit.HOURS));
  }

  @Test
  void textsWithAZoneKeepItAndOthersStoodInTheArchives() {
    archive("date_format(timestamp_seconds(s), \"yyyy-MM-dd'T'HH:mm:ss'Z'\")");
    assertThat(times("archive.time-zone=Asia/Tokyo").get(0)).isEqualTo(first());
    assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
  }

  @Test
  void patterns() {
    archive("date_format(timestamp_seconds(s), 'dd.MM.yyyy HH:mm:ss')");
    assertThat(times("archive.time-format=dd.MM.yyyy HH:mm:ss", "archive.time-zone=Asia/Tokyo"))
        .first()
        .isEqualTo(first().minus(9, ChronoUnit.HOURS));
  }

  @Test
  void whatDoesNotFitThePatternIsQuarantined() {
    bench.csv(
        "at,value",
        "01.02.2024 00:00,1",
        "01.02.2024 00:01,2",
        "2024-02-01 00:02,3",
        "1.2.2024 00:03,3",
        "01.02.2024 00:02,3",
        "01.02.2024 00:03,4",
        "01.02.2024 00:04,5",
        "01.02.2024 00:05,6",
        "01.02.2024 00:06,7",
        "01.02.2024 00:07,8");
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.format=csv",
                "archive.columns.time=at",
                "archive.time-format=dd.MM.yyyy HH:mm",
                "clean.max-quarantined=0.5"));
    assertThat(table.manifest().archive().quarantinedByReason())
        .containsOnlyKeys("unparsable-time")
        .containsValue(2L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s                                           | seconds      |",
        "s * 1000                                    | milliseconds |",
        "s * 1000000000                              | nanoseconds  |",
        "timestamp_seconds(s)                        |              | Asia/Tokyo",
        "cast(timestamp_seconds(s) as timestamp_ntz) |              | UTC",
        "string(timestamp_seconds(s))                |              | UTC"
      })
  void aSpanIsReadAndNothingElse(String time, String format, String zone) {
    archive(time);
    Instant from = first().plusSeconds(5);
    Instant to = first().plusSeconds(25);
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.columns.time=at",
                "archive.time-format=" + (format == null ? "null" : format),
                "archive.time-zone=" + (zone == null ? "UTC" : zone),
                "archive.from=\"" + from + "\"",
                "archive.to=\"" + to + "\""));
    assertThat(table.manifest().archive().rowsRead()).isEqualTo(20);
    Chunk chunk = table.chunks().first().chunk();
    assertThat(chunk.time(chunk.before())).isEqualTo(1_000_000 * (FIRST_SECOND + 5));
    assertThat(chunk.values()[chunk.before()]).isEqualTo(5);
    assertThat(chunk.count()).isEqualTo(20);
  }

  @Test
  void aSpanOfManyUnitsIsLeftToTheSource() {
    archive("s * 1000");
    assertThat(plan("s * 1000", "archive.time-format=milliseconds"))
        .contains("GreaterThanOrEqual(at,1000005000)");
  }

  @Test
  void partitionsByDayAreSkipped() {
    spark
        .range(POINTS)
        .selectExpr("id as value", "timestamp_seconds(86400 * id) as at")
        .withColumn("day", expr("date(at)"))
        .write()
        .partitionBy("day")
        .parquet(bench.archive().toString());
    String plan =
        plan(
            "",
            "archive.columns.date=day",
            "archive.from=\"1970-01-10\"",
            "archive.to=\"1970-01-12\"");
    assertThat(plan).containsPattern("PartitionFilters: \\[.*day.* >= 1970-01-09");
    assertThat(
            bench
                .ingest(
                    bench.configuration(
                        "archive.columns.date=day",
                        "archive.columns.time=at",
                        "archive.columns.features=[value]",
                        "archive.from=\"1970-01-05\"",
                        "archive.to=\"1970-01-20\""))
                .manifest()
                .archive()
                .rowsRead())
        .isEqualTo(15);
  }

  private String plan(String time, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("archive.columns.time=at");
    all.add("archive.columns.features=[value]");
    if (!time.isEmpty()) {
      all.add("archive.from=\"" + first().plusSeconds(5) + "\"");
    }
    var configuration = bench.configuration(all.toArray(String[]::new));
    var raw = ArchiveReader.open(spark, configuration.archive()).rows();
    return new PointRows(
            raw,
            ArchiveColumns.of(configuration.archive(), raw.schema()),
            configuration.archive(),
            RowRules.of(configuration.archive(), configuration.clean(), Instant.now()),
            configuration.archive().span())
        .rows()
        .queryExecution()
        .explainString(ExplainMode.fromString("simple"));
  }
}

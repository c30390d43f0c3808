package io.reprise.stage.ingest;

import static io.reprise.stage.Workbench.with;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.Configuration;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.archive.ArchiveColumns;
import io.reprise.stage.archive.ArchiveReader;
import io.reprise.stage.archive.ReadingSettings;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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

  private Configuration configuration(String... settings) {
    return bench.configuration(with(settings, "archive.columns.time=at"));
  }

  /** The rows as an ingest takes them from the archive. */
  private Dataset<Row> rows(Configuration configuration) {
    Dataset<Row> raw = ArchiveReader.open(spark, configuration.archive()).rows();
    return new PointRows(
            raw,
            ArchiveColumns.of(configuration.archive(), raw.schema()),
            configuration.archive(),
            RowRules.of(configuration.archive(), configuration.clean(), Instant.now()),
            configuration.archive().span())
        .rows();
  }

  /** Time and value of the rows that are kept, in order of time. */
  private List<Row> read(Configuration configuration) {
    try (var settings = ReadingSettings.apply(spark, configuration.archive().times().zone())) {
      return rows(configuration)
          .where(col(PointRows.REASON).isNull())
          .orderBy(PointRows.TIME)
          .select(col(PointRows.TIME), element_at(col(PointRows.VALUES), 1))
          .collectAsList();
    }
  }

  private List<Instant> times(String... settings) {
    List<Row> rows = read(configuration(settings));
    assertThat(rows).hasSize(POINTS);
    return rows.stream().map(row -> Microseconds.instant(row.getLong(0))).toList();
  }

  private List<Instant> ingestedTimes(String... settings) {
    SeriesTable table = bench.ingest(configuration(settings));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(POINTS);
    return Workbench.chunks(table).stream()
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
        "s                                 | seconds      | 0",
        "int(s)                            | seconds      | 0",
        "double(s) + 0.25                  | seconds      | 250",
        "cast(s as decimal(20, 3))         | seconds      | 0",
        "string(s)                         | seconds      | 0",
        "s * 1000                          | milliseconds | 0",
        "s * 1000000                       | microseconds | 0",
        "s * 1000000000                    | nanoseconds  | 0",
        "concat(string(s), '000000500')    | nanoseconds  | 0"
      })
  void epochs(String time, String unit, long milliseconds) {
    archive(time);
    Instant found = times("archive.time-format=" + unit).get(0);
    assertThat(found).isEqualTo(first().plusMillis(milliseconds));
  }

  @Test
  void beforeNineteenSeventy() {
    spark
        .range(POINTS)
        .selectExpr("double(id) as value", "(id - 100) * 1000000000 - 1 as at")
        .write()
        .parquet(bench.archive().toString());
    assertThat(ingestedTimes("archive.time-format=nanoseconds", "clean.period=1 second").get(0))
        .isEqualTo(Instant.ofEpochSecond(-100));
  }

  @Test
  void aNumberNeedsItsUnit() {
    archive("s");
    assertThatThrownBy(() -> ingestedTimes())
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.time-format")
        .hasMessageContaining("milliseconds");
  }

  @Test
  void aTimestampNeedsNoFormat() {
    archive("timestamp_seconds(s)");
    assertThatThrownBy(() -> ingestedTimes("archive.time-format=seconds"))
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
    assertThat(ingestedTimes("archive.time-zone=Asia/Tokyo").get(0)).isEqualTo(first());
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
    List<Row> rows =
        read(
            configuration(
                "archive.time-format=" + (format == null ? "null" : format),
                "archive.time-zone=" + (zone == null ? "UTC" : zone),
                "archive.from=\"" + from + "\"",
                "archive.to=\"" + to + "\""));
    assertThat(rows).hasSize(20);
    assertThat(rows.get(0).getLong(0)).isEqualTo(1_000_000 * (FIRST_SECOND + 5));
    assertThat(rows.get(0).getFloat(1)).isEqualTo(5);
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
    all.add("archive.columns.features=[value]");
    if (!time.isEmpty()) {
      all.add("archive.from=\"" + first().plusSeconds(5) + "\"");
    }
    return rows(configuration(all.toArray(String[]::new)))
        .queryExecution()
        .explainString(ExplainMode.fromString("simple"));
  }
}

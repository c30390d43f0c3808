package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.Required;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet as pandas, Arrow, DuckDB, Polars and an old Spark write it, made by those tools. */
@ExtendWith(SparkExtension.class)
class ForeignParquetTest {

  private static final int POINTS = 200;
  private static final long START = Microseconds.of(Instant.parse("2024-03-01T00:00:00Z"));
  private static final long MINUTE = 60_000_000;

  @TempDir private static Path archives;

  private SparkSession spark;
  private Workbench bench;

  @BeforeAll
  static void write() throws Exception {
    String modules = System.getenv("REPRISE_PYTHONPATH");
    Required.require(
        modules != null, "REPRISE_PYTHONPATH names no pandas, pyarrow, duckdb, polars");
    ProcessBuilder python =
        new ProcessBuilder("python3", "src/test/resources/foreign-archives.py", archives.toString())
            .redirectErrorStream(true);
    python.environment().put("PYTHONPATH", modules);
    Process process = python.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  private Map<String, Chunk> ingest(Path archive, String... settings) {
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                Workbench.with(
                    settings,
                    "archive.path=" + archive,
                    "archive.columns.series=pump",
                    "ingest.chunk=1000")));
    assertThat(table.manifest().features()).containsExactly("x", "y");
    assertThat(table.manifest().archive().rowsQuarantined()).isZero();
    return Workbench.bySeries(table);
  }

  private static void assertWhole(Map<String, Chunk> series) {
    assertThat(series).containsOnlyKeys("pump-a", "pump-b");
    for (Chunk chunk : series.values()) {
      assertThat(chunk.start()).isEqualTo(START);
      assertThat(chunk.period()).isEqualTo(MINUTE);
      assertThat(chunk.count()).isEqualTo(POINTS);
      for (int point = 0; point < POINTS; point++) {
        int at = 2 * (chunk.before() + point);
        assertThat(chunk.values()[at]).isEqualTo(point);
        assertThat(chunk.values()[at + 1]).isEqualTo(point / 2f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pandas", "pandas-index", "pandas-zoned", "mixed", "arrow", "duckdb", "polars"})
  void isIngestedWholeWithItsTimesAndValues(String tool) {
    assertWhole(ingest(archives.resolve(tool)));
  }

  @Test
  void aWallClockIsInTheZoneOfTheArchive() {
    Map<String, Chunk> series =
        ingest(
            archives.resolve("pandas"), "archive.time-zone=Europe/Berlin", "ingest.partition=year");
    assertThat(series.get("pump-a").start()).isEqualTo(START - 60 * MINUTE);
  }

  @Test
  void partitionsAndFiltersWorkOnNanoseconds() throws IOException {
    Path archive = bench.archive();
    for (String part : new String[] {"a", "b"}) {
      Files.createDirectories(archive.resolve("site=" + part));
    }
    Files.copy(archives.resolve("mixed/old.parquet"), archive.resolve("site=a/old.parquet"));
    Files.copy(archives.resolve("mixed/new.parquet"), archive.resolve("site=b/new.parquet"));
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.columns.series=site",
                "archive.from=2024-03-01T01:00:00Z",
                "archive.to=2024-03-01T02:00:00Z"));
    assertThat(Workbench.bySeries(table)).containsOnlyKeys("a", "b");
    assertThat(table.manifest().archive().rowsRead()).isEqualTo(120);
  }

  /** Spark 2.4 counted days before 1582 in the Julian calendar, and its files say so. */
  @Test
  void anOldSparkOfTheJulianCalendar() {
    String key = "spark.sql.parquet.datetimeRebaseModeInWrite";
    String before = spark.conf().get(key);
    spark.conf().set(key, "LEGACY");
    try {
      spark
          .range(20)
          .selectExpr(
              "'pump-a' as pump",
              "timestamp'1500-03-01 00:00:00' + id * interval '1' minute as time",
              "cast(id as double) as x",
              "id / 2 as y")
          .coalesce(1)
          .write()
          .parquet(bench.archive().toString());
    } finally {
      spark.conf().set(key, before);
    }
    Chunk chunk = ingest(bench.archive()).get("pump-a");
    assertThat(Microseconds.instant(chunk.start())).isEqualTo("1500-03-01T00:00:00Z");
    assertThat(chunk.count()).isEqualTo(20);
  }

  @Test
  void timesWithoutAZoneAsSparkWritesThem() {
    spark
        .range(POINTS)
        .select(
            functions.lit("pump-a").as("pump"),
            functions.expr("timestamp_ntz'2024-03-01 00:00:00' + id * interval '1' minute as time"),
            functions.expr("cast(id as double) as x"),
            functions.expr("id / 2 as y"))
        .coalesce(1)
        .write()
        .parquet(bench.archive().toString());
    assertThat(ingest(bench.archive()).get("pump-a").start()).isEqualTo(START);
  }
}

package io.reprise.stage.ingest;

import static io.reprise.stage.Workbench.chunks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Span;
import io.reprise.core.series.Windowing;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class WideIngestTest {

  private static final String[] CSV = {
    "archive.format=csv", "archive.columns.series=pump", "archive.columns.time=time"
  };

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  private static String[] csvWith(String... more) {
    List<String> all = new ArrayList<>(List.of(CSV));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Lines of one pump at one-minute period, value = minute. */
  private static List<String> minutes(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int minute = from; minute < to; minute++) {
      lines.add("a,2024-01-01T%02d:%02d:00Z,%d".formatted(minute / 60, minute % 60, minute));
    }
    return lines;
  }

  private void write(List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add(0, "pump,time,value");
    bench.csv(all.toArray(String[]::new));
  }

  private NavigableMap<Long, Float> pointsOf(SeriesTable table) {
    NavigableMap<Long, Float> points = new TreeMap<>();
    for (Chunk chunk : chunks(table)) {
      for (int i = chunk.before(); i < chunk.end(); i++) {
        if (chunk.present(i)) {
          assertThat(points.put(chunk.time(i) / 60_000_000, chunk.values()[i]))
              .as("minute %d lies in one chunk only", chunk.time(i) / 60_000_000)
              .isNull();
        }
      }
    }
    return points;
  }

  @Test
  void shuffledRowsBecomeOneSortedSeriesWhateverTheChunk() {
    List<String> lines = minutes(0, 200);
    Collections.shuffle(lines, new Random(1));
    write(lines);
    SeriesTable table = bench.ingest(bench.configuration(csvWith("ingest.chunk=16")));
    NavigableMap<Long, Float> points = pointsOf(table);
    assertThat(points).hasSize(200);
    long first = points.firstKey();
    points.forEach((minute, value) -> assertThat(value).isEqualTo((float) (minute - first)));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(200);
    assertThat(chunks(table)).hasSizeGreaterThan(10).allMatch(chunk -> chunk.count() <= 16);
  }

  @Test
  void windowsOfChunksAreThoseOfOneChunk() {
    List<String> lines = minutes(0, 300);
    lines.subList(100, 120).clear();
    lines.subList(150, 152).clear();
    write(lines);
    Windowing windowing = new Windowing(8, 4, false);
    List<Long> small =
        starts(bench.ingest(bench.configuration(csvWith("ingest.chunk=11"))), windowing);
    List<Long> large =
        starts(
            new IngestStage(bench.context(bench.configuration(csvWith("ingest.chunk=4096"))))
                .run("large"),
            windowing);
    assertThat(small).isEqualTo(large).hasSizeGreaterThan(60);
  }

  private static List<Long> starts(SeriesTable table, Windowing windowing) {
    List<Long> starts = new ArrayList<>();
    for (Chunk chunk : chunks(table)) {
      for (int start : windowing.owned(chunk, Span.ALL)) {
        starts.add(chunk.time(start));
      }
    }
    return starts;
  }

  @Test
  void everyRowIsKeptOrQuarantinedWithItsReason() {
    List<String> lines = minutes(0, 40);
    lines.add("a,,1");
    lines.add("a,yesterday,1");
    lines.add("a,2024-01-01T05:00:00Z,");
    lines.add("a,2024-01-01T05:01:00Z,many");
    lines.add("a,2024-01-01T05:02:00Z,NaN");
    lines.add("a,2024-01-01T05:03:00Z,Infinity");
    lines.add(",2024-01-01T05:04:00Z,1");
    lines.add("a,2024-01-01T00:03:00Z,99");
    write(lines);
    SeriesTable table =
        bench.ingest(bench.configuration(csvWith("clean.max-quarantined=0.5", "ingest.chunk=8")));
    assertThat(table.manifest().archive().rowsRead()).isEqualTo(48);
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(40);
    assertThat(table.manifest().archive().quarantinedByReason())
        .containsOnlyKeys(
            "null-time",
            "unparsable-time",
            "null-value",
            "unparsable-value",
            "nan-value",
            "infinite-value",
            "null-series",
            "duplicate-time")
        .allSatisfy((reason, count) -> assertThat(count).isEqualTo(1));
    List<Row> quarantined = bench.quarantine().select("reason", "row").collectAsList();
    assertThat(quarantined).hasSize(8);
    assertThat(quarantined)
        .anySatisfy(
            row -> {
              assertThat(row.getString(0)).isEqualTo("unparsable-value");
              assertThat(row.getString(1)).contains("\"value\":\"many\"");
            });
  }

  @Test
  void parquetWithTypedColumnsLabelsAndTwoFeatures() {
    StructType schema =
        new StructType()
            .add("sensor", DataTypes.StringType)
            .add("at", DataTypes.TimestampType)
            .add("x", DataTypes.DoubleType)
            .add("n", DataTypes.LongType)
            .add("note", DataTypes.StringType)
            .add("state", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(
          RowFactory.create(
              "s",
              Timestamp.from(Instant.ofEpochSecond(-100 + i)),
              i / 2.0,
              (long) i,
              "text",
              i == 7 ? "broken" : "fine"));
    }
    spark.createDataFrame(rows, schema).write().parquet(bench.archive().toString());
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.columns.series=sensor",
                "archive.columns.label=state",
                "archive.normal-labels=[fine]",
                "ingest.chunk=10"));
    assertThat(table.manifest().features()).containsExactly("x", "n");
    List<Chunk> chunks = chunks(table);
    assertThat(chunks.get(0).time(chunks.get(0).before())).isEqualTo(-100_000_000L);
    int anomalous = 0;
    for (Chunk chunk : chunks) {
      for (int i = chunk.before(); i < chunk.end(); i++) {
        long second = chunk.time(i) / 1_000_000 + 100;
        assertThat(chunk.values()[2 * i]).isEqualTo(second / 2f);
        assertThat(chunk.values()[2 * i + 1]).isEqualTo((float) second);
        anomalous += chunk.labels()[i];
      }
    }
    assertThat(anomalous).isEqualTo(1);
  }

  @Test
  void twoRunsGiveTheSameRowsHoweverSparkSplitsTheFile() {
    List<String> lines = minutes(0, 100);
    lines.add("a,2024-01-01T00:03:00Z,99");
    lines.add("b,2024-01-01T00:03:00Z,5");
    Collections.shuffle(lines, new Random(3));
    write(lines);
    String[] settings = csvWith("ingest.chunk=16");
    List<String> first = rows(bench.ingest(bench.configuration(settings)));
    spark.conf().set("spark.sql.files.maxPartitionBytes", "300");
    try {
      assertThat(rows(new IngestStage(bench.context(bench.configuration(settings))).run("again")))
          .isEqualTo(first)
          .hasSizeGreaterThan(7);
    } finally {
      spark.conf().unset("spark.sql.files.maxPartitionBytes");
    }
  }

  /** All but what depends on how Spark splits files: the numbers of rejected rows, who was late. */
  private static List<String> rows(SeriesTable table) {
    return table
        .chunks()
        .toDF()
        .drop("rejected", "late")
        .orderBy("series", "start")
        .toJSON()
        .collectAsList();
  }

  @Test
  void ofRowsWithOneTimeTheFirstOrTheLastOrTheMeanCounts() {
    List<String> lines = minutes(0, 20);
    lines.add("a,2024-01-01T00:03:00Z,70");
    lines.add("a,2024-01-01T00:03:00Z,80");
    write(lines);
    assertThat(valueOfMinuteThree("first")).isEqualTo("3.0, 2 rejected");
    assertThat(valueOfMinuteThree("last")).isEqualTo("80.0, 2 rejected");
    assertThat(valueOfMinuteThree("mean")).isEqualTo("51.0, 0 rejected");
  }

  private String valueOfMinuteThree(String duplicates) {
    SeriesTable table =
        new IngestStage(
                bench.context(bench.configuration(csvWith("clean.duplicates=" + duplicates))))
            .run("of-" + duplicates);
    Chunk chunk = chunks(table).get(0);
    return "%s, %d rejected"
        .formatted(
            chunk.values()[chunk.before() + 3], table.manifest().archive().rowsQuarantined());
  }

  @Test
  void onlyTheWantedSpanIsRead() {
    write(minutes(0, 120));
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                csvWith(
                    "archive.from=\"2024-01-01T00:30:00Z\"",
                    "archive.to=\"2024-01-01T01:00:00Z\"")));
    assertThat(table.manifest().archive().rowsRead()).isEqualTo(30);
  }

  @Test
  void refusals() throws Exception {
    assertRefused("there is nothing there", CSV);
    write(List.of());
    assertRefused("is empty", CSV);
    write(minutes(0, 20));
    assertRefused("no column sensor", csvWith("archive.columns.series=sensor"));
    assertRefused("no column speed", csvWith("archive.columns.features=[speed]"));
    assertRefused("window.length = 21 is longer", csvWith("window.length=21"));
    assertRefused("20 of 20 rows cannot be used", csvWith("archive.columns.features=[pump]"));
    assertRefused("between archive.from and archive.to", csvWith("archive.from=\"2030-01-01\""));
    assertThat(Files.exists(bench.output().resolve("latest.json")))
        .as("nothing is published")
        .isFalse();
  }

  @Test
  void aTimeThatStandsForNeverIsQuarantined() {
    spark
        .range(21)
        .selectExpr(
            "timestamp_micros(if(id = 20, 9223372036854775807, id * 60000000)) as time",
            "cast(id as float) as value")
        .write()
        .parquet(bench.archive().toString());
    SeriesTable table = bench.ingest(bench.configuration("clean.period=1 minute"));
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("time-out-of-range", 1L));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(20);
  }

  @Test
  void aTextColumnIsNoFeature() {
    spark
        .range(5)
        .selectExpr("current_timestamp() as time", "'on' as state")
        .write()
        .parquet(bench.archive().toString());
    assertRefused("column state is string, not a number", "archive.columns.features=[state]");
    assertRefused("has no numeric column");
  }

  private void assertRefused(String message, String... settings) {
    assertThatThrownBy(() -> bench.ingest(bench.configuration(settings)))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aChunkThatNoArrayHoldsIsRefusedByItsKey() {
    String names = IntStream.range(0, 230).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
    bench.csv("pump,time," + names, "a,2024-01-01T00:00:00Z" + ",1".repeat(230));

    assertThatThrownBy(
            () ->
                bench.ingest(
                    bench.configuration(
                        csvWith(
                            "ingest.chunk=1048576", "window.length=65536", "window.stride=65536"))))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith("ingest.chunk = 1,048,576: a chunk of 230 features")
        .hasMessageEndingWith("or name fewer archive.columns.features.");
  }

  @Test
  void theQuarantineHidesSecretsInTheNamesOfFiles() throws IOException {
    Path secret = Files.createDirectories(bench.archive().resolve("x&password=hunter2&y"));
    List<String> lines = minutes(0, 40);
    lines.add(0, "pump,time,value");
    lines.add("a,yesterday,1");
    Files.write(secret.resolve("part.csv"), lines);
    Files.write(secret.resolve("empty.csv"), new byte[0]);

    bench.ingest(bench.configuration(csvWith("archive.path=" + secret)));

    assertThat(bench.quarantine().select("file").as(Encoders.STRING()).collectAsList())
        .hasSize(2)
        .allSatisfy(file -> assertThat(file).contains("/x&password=(hidden)&y/"));
  }
}

package io.reprise.stage.score;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Engine;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Replayer;
import io.reprise.core.series.Chunk;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.ScoresTable.Rows;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What scoring writes besides the errors. */
@ExtendWith(SparkExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ScoreOutputsTest {

  private static final String ALL = "scoring.outputs=[reconstruction, embedding]";

  private SparkSession spark;
  private Workbench bench;

  private SeriesTable series;
  private Bundle bundle;

  @BeforeAll
  void train(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
    smoothArchive();
    series = new IngestStage(smooth()).run("series");
    bundle = new TrainStage(smooth()).run(series, "model");
  }

  /** Two smooth features of most unequal units, over three days and a bit. */
  private void smoothArchive() {
    List<String> lines = new ArrayList<>(List.of("name,time,flow rate,pressure"));
    for (String series : List.of("a", "b")) {
      for (int row = 0; row < 480; row++) {
        Instant time = Instant.parse("2024-02-28T03:00:00Z").plusSeconds(600L * row);
        double angle = 0.2 * row;
        lines.add(
            "%s,%s,%s,%s"
                .formatted(
                    series, time, 0.004 + 0.001 * Math.sin(angle), 9000 + 500 * Math.cos(angle)));
      }
    }
    bench.csv(lines.toArray(String[]::new));
  }

  private StageContext smooth(String... settings) {
    return context(
        List.of(
            "archive.format=csv",
            "archive.columns.series=name",
            "archive.columns.time=time",
            "clean.period=10 minutes",
            "window.stride=2",
            "network.encoder=[8]",
            "network.decoder=[8]",
            "training.epochs=25",
            "training.learning-rate=0.02",
            "scoring.splits=all"),
        settings);
  }

  private StageContext context(List<String> common, String... settings) {
    List<String> all = new ArrayList<>(common);
    all.addAll(List.of(settings));
    return bench.context(bench.configuration(all.toArray(String[]::new)));
  }

  private Dataset<Row> read(ScoresTable scores, Rows rows) {
    return ScoresTable.read(spark, bench.store(), scores.id(), scores.manifest(), rows);
  }

  @Test
  void theReplayOfWhatTheNetworkKnowsIsNearTheRecordInItsUnits() throws IOException {
    ScoresTable scores = new ScoreStage(smooth(ALL)).run(series, "model", bundle, "scores");

    Dataset<Row> record = spark.read().option("header", "true").csv(bench.archive().toString());
    Row compared =
        read(scores, Rows.RECONSTRUCTION)
            .as("replayed")
            .join(
                record.as("record"),
                expr(
                    "replayed.series = record.name and replayed.time ="
                        + " cast(record.time as timestamp)"))
            .selectExpr(
                "count(*)",
                "avg(abs(replay.`flow rate` - cast(`flow rate` as double)))",
                "avg(abs(replay.pressure - cast(pressure as double)))",
                "1 - avg(pow(replay.pressure - float(pressure), 2)) / var_pop(float(pressure))",
                "1 - avg(pow(replay.`flow rate` - float(`flow rate`), 2))"
                    + " / var_pop(float(`flow rate`))")
            .first();
    assertNoFloatIsInADictionary(bench.output().resolve("scores/scores"));
    assertThat(compared.getLong(0)).isEqualTo(960).isEqualTo(scores.points().count());
    assertThat(compared.getDouble(1)).as("of an amplitude of 0.001").isLessThan(0.0003);
    assertThat(compared.getDouble(2)).as("of an amplitude of 500").isLessThan(150);
    assertThat(scores.manifest().determination()).containsOnlyKeys("flow rate", "pressure");
    assertThat(scores.manifest().determination().get("pressure"))
        .isCloseTo(compared.getDouble(3), offset(1e-6));
    assertThat(scores.manifest().determination().get("flow rate"))
        .isCloseTo(compared.getDouble(4), offset(1e-6));
  }

  /** A dictionary of numbers that hardly repeat takes more time than all else of the writing. */
  private static void assertNoFloatIsInADictionary(Path tables) throws IOException {
    int floats = 0;
    for (ColumnChunkMetaData column : columns(tables)) {
      if (column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT) {
        assertThat(column.hasDictionaryPage()).as(column.getPath().toString()).isFalse();
        floats++;
      }
    }
    assertThat(floats).as("errors, replays, embeddings").isGreaterThan(8);
  }

  private static List<ColumnChunkMetaData> columns(Path tables) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(tables)) {
      files = found.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
    List<ColumnChunkMetaData> columns = new ArrayList<>();
    for (Path file : files) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(file.toString()), new Configuration()))) {
        reader.getFooter().getBlocks().forEach(block -> columns.addAll(block.getColumns()));
      }
    }
    return columns;
  }

  @Test
  void chunksLeaveNoTraceInTheReplayNorInTheEmbedding() {
    SeriesTable years = new IngestStage(smooth("ingest.partition=year")).run("years");
    SeriesTable chopped = new IngestStage(smooth("ingest.chunk=13")).run("chopped");

    ScoresTable whole = new ScoreStage(smooth(ALL)).run(years, "model", bundle, "whole");
    ScoresTable parts =
        new ScoreStage(smooth(ALL, "scoring.batch=9")).run(chopped, "model", bundle, "parts");

    assertThat(years.chunks().count()).isEqualTo(2);
    assertThat(chopped.chunks().count()).isGreaterThan(70);
    List<Row> expected = points(whole);
    List<Row> actual = points(parts);
    assertThat(actual).hasSameSizeAs(expected).hasSize(960);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).get(0)).isEqualTo(expected.get(i).get(0));
      assertThat(actual.get(i).get(1)).isEqualTo(expected.get(i).get(1));
      assertThat(actual.get(i).getFloat(2)).isCloseTo(expected.get(i).getFloat(2), offset(1e-6f));
      assertThat(actual.get(i).getFloat(3)).isCloseTo(expected.get(i).getFloat(3), offset(0.1f));
    }
    assertSameVectors(embeddings(parts), embeddings(whole));
    assertThat(read(whole, Rows.EMBEDDING).count()).isEqualTo(whole.sequences().count());
  }

  private List<Row> points(ScoresTable scores) {
    return read(scores, Rows.RECONSTRUCTION)
        .orderBy("series", "time")
        .select("series", "time", "replay.flow rate", "replay.pressure")
        .collectAsList();
  }

  private List<Row> embeddings(ScoresTable scores) {
    return read(scores, Rows.EMBEDDING).orderBy("series", "start").collectAsList();
  }

  private static void assertSameVectors(List<Row> actual, List<Row> expected) {
    assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(100);
    for (int i = 0; i < expected.size(); i++) {
      for (int key = 0; key < 3; key++) {
        assertThat(actual.get(i).get(key)).isEqualTo(expected.get(i).get(key));
      }
      List<Float> vector = expected.get(i).getList(3);
      assertThat(vector).hasSize(8);
      for (int unit = 0; unit < 8; unit++) {
        assertThat((Float) actual.get(i).getList(3).get(unit))
            .isCloseTo(vector.get(unit), offset(1e-5f));
      }
    }
  }

  @Test
  void errorsAloneAreWrittenUnlessMoreIsAskedFor() {
    new ScoreStage(smooth()).run(series, "model", bundle, "errors");
    new ScoreStage(smooth("scoring.outputs=[embedding]")).run(series, "model", bundle, "embedding");

    assertThat(bench.output().resolve("scores/errors"))
        .isDirectoryNotContaining("glob:**/{reconstruction,embedding}")
        .isDirectoryContaining("glob:**/points");
    assertThat(bench.output().resolve("scores/embedding"))
        .isDirectoryNotContaining("glob:**/reconstruction")
        .isDirectoryContaining("glob:**/embedding");
  }

  /** Beats of four to ten steps; windows of eight, so that the longest have two or three. */
  @Test
  void sequencesAreReplayedAndEmbeddedWhole() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int beat = 0; beat < 60; beat++) {
      List<String> values = new ArrayList<>();
      for (int step = 0; step < 4 + beat % 7; step++) {
        values.add(String.valueOf(100 + 10 * Math.sin(beat + 0.8 * step)));
      }
      lines.add("{\"name\": \"beat%02d\", \"volts\": %s}".formatted(beat, values));
    }
    Files.write(bench.archive().resolveSibling("beats.json"), lines);
    List<String> settings =
        List.of(
            "archive.path=" + bench.archive().resolveSibling("beats.json"),
            "archive.format=json",
            "archive.layout=sequences",
            "archive.columns.series=name",
            "normalize.scope=global",
            "training.epochs=30",
            "training.learning-rate=0.05",
            "network.encoder=[9, 8]",
            "scoring.splits=all");
    SeriesTable sequences = new IngestStage(context(settings)).run("beats");
    Bundle model = new TrainStage(context(settings)).run(sequences, "beats");

    ScoresTable scores =
        new ScoreStage(context(settings, ALL)).run(sequences, "beats", model, "beats");

    Map<String, Chunk> beats = Workbench.bySeries(sequences);
    List<Row> replays = read(scores, Rows.RECONSTRUCTION).collectAsList();
    assertThat(replays).hasSize(60);
    double distance = 0;
    int values = 0;
    for (Row row : replays) {
      Chunk beat = beats.get(row.getString(0));
      assertThat(row.isNullAt(1)).as("untimed").isTrue();
      List<Float> replay = row.getStruct(3).getList(0);
      assertThat(replay).hasSize(beat.count());
      for (int step = 0; step < beat.count(); step++) {
        distance += Math.abs(replay.get(step) - beat.values()[step]);
        values++;
      }
    }
    assertThat(replays.get(0).getStruct(3).schema().fieldNames()).containsExactly("volts");
    assertThat(distance / values).as("of an amplitude of 10").isLessThan(5);
    assertEmbeddings(read(scores, Rows.EMBEDDING).collectAsList(), beats, model);
    assertThat(read(scores, Rows.EMBEDDING).count()).isEqualTo(scores.sequences().count());
  }

  /** Against DL4J's own layers, a beat at a time; beats of more than one window are left out. */
  private static void assertEmbeddings(List<Row> rows, Map<String, Chunk> beats, Bundle bundle) {
    int compared = 0;
    for (Row row : rows) {
      Chunk beat = beats.get(row.getString(0));
      if (beat.count() > 8) {
        continue;
      }
      NetworkSpec spec = bundle.network();
      NetworkSpec exact =
          new NetworkSpec(
              1,
              beat.count(),
              spec.encoder(),
              spec.decoder(),
              spec.loss(),
              0.1,
              spec.seed(),
              NetworkOptions.PLAIN);
      Autoencoder stock = new Autoencoder(exact, Engine.DL4J);
      Replayer replayer = stock.replayer(stock.build());
      replayer.load(bundle.parameters().values());
      Batch batch = new Batch(1, beat.count(), 1);
      batch.append(
          beat.values(),
          0,
          beat.count(),
          bundle.normalizer().scaler(beat.own().scaler(), beat.values(), 0, beat.count()));
      float[] code = replayer.replayWithCodes(batch).codes()[0];
      for (int unit = 0; unit < 8; unit++) {
        assertThat((Float) row.getList(3).get(unit)).isCloseTo(code[unit], offset(1e-4f));
      }
      compared++;
    }
    assertThat(compared).isGreaterThan(30);
  }
}

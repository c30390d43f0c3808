package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.ArchiveConfig.Format;
import io.reprise.config.ConfigurationException;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.RelationProvider;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One archive in every format that Spark reads for us, and in every place where it may lie. */
@ExtendWith(SparkExtension.class)
class OpenedArchiveTest {

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  /** Sixty minutes of two pumps, without one value. */
  private Dataset<Row> minutes() {
    return spark.sql(
        "select if(id % 2 = 0, 'a', 'b') as pump, date_format(timestamp_seconds(1704067200 + 60 *"
            + " (id div 2)), \"yyyy-MM-dd'T'HH:mm:ss'Z'\") as time, if(id = 41, null, cast(id as"
            + " double)) as speed, id div 60 as half from range(120)");
  }

  private SeriesTable ingest(String format, String... more) {
    String[] settings = {
      "archive.format=" + format,
      "archive.columns.series=pump",
      "archive.columns.time=time",
      "archive.columns.features=[speed]"
    };
    String[] all = new String[settings.length + more.length];
    System.arraycopy(settings, 0, all, 0, settings.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    return bench.ingest(bench.configuration(all));
  }

  /** The values of a series by minute, gaps filled as the defaults fill them. */
  private static NavigableMap<Long, Float> points(SeriesTable table, String series) {
    NavigableMap<Long, Float> points = new TreeMap<>();
    for (Chunk chunk : Workbench.chunks(table)) {
      for (int i = chunk.before(); chunk.series().equals(series) && i < chunk.end(); i++) {
        points.put((chunk.time(i) / 1_000_000 - 1_704_067_200) / 60, chunk.values()[i]);
      }
    }
    return points;
  }

  private static void assertWhole(SeriesTable table) {
    RowAccount archive = table.manifest().archive();
    assertThat(archive.rowsRead()).isEqualTo(120);
    assertThat(archive.rowsKept()).isEqualTo(119);
    assertThat(archive.quarantinedByReason()).isEqualTo(Map.of("null-value", 1L));
    for (int pump = 0; pump < 2; pump++) {
      NavigableMap<Long, Float> points = points(table, pump == 0 ? "a" : "b");
      assertThat(points).hasSize(60);
      int odd = pump;
      points.forEach((minute, value) -> assertThat(value).isEqualTo(2f * minute + odd));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "json", "orc", "avro"})
  void everyFormatFromADirectoryWithPartitionsOrFromAGlob(String format) {
    minutes()
        .repartition(2)
        .write()
        .format(format)
        .option("header", "true")
        .partitionBy("half", "pump")
        .save(bench.archive().toString());
    assertWhole(ingest(format));
    OpenedArchive some =
        ArchiveReader.open(
            spark,
            bench
                .configuration(
                    "archive.format=" + format,
                    "archive.path=" + bench.archive() + "/half=[0-9]/pump=a",
                    "archive.options.basePath=" + bench.archive())
                .archive());
    assertThat(some.rows().count()).isEqualTo(60);
    assertThat(some.rows().columns()).contains("half", "pump", "time", "speed");
  }

  @Test
  void jsonMayHoldOneDocumentAFile() throws IOException {
    Files.createDirectories(bench.archive());
    StringBuilder document = new StringBuilder("[");
    for (Row row : minutes().collectAsList()) {
      document
          .append(document.length() > 1 ? ",\n" : "")
          .append(
              "{\"pump\": \"%s\",\n \"time\": \"%s\", \"speed\": %s}"
                  .formatted(row.getString(0), row.getString(1), row.get(2)));
    }
    Files.writeString(bench.archive().resolve("all.json"), document + "]\n");
    assertWhole(ingest("json", "archive.options.multiLine=true"));
  }

  @Test
  void jsonWithATextAmongNumbersAndABrokenLineKeepsTheRest() throws IOException {
    Files.createDirectories(bench.archive());
    List<String> lines = new ArrayList<>(minutes().toJSON().collectAsList());
    lines.set(3, lines.get(3).replaceAll("\"speed\":[0-9.]+", "\"speed\":\"n/a\""));
    lines.set(8, lines.get(8).substring(0, 20));
    Files.write(bench.archive().resolve("part.json"), lines);
    SeriesTable table = ingest("json");
    assertThat(table.manifest().archive().rowsRead()).isEqualTo(120);
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("null-value", 1L, "unparsable-value", 1L, "unparsable-row", 1L));
    assertThat(quarantined("unparsable-row").getString(2)).contains("{\\\"pump\\\":");
    assertThat(quarantined("unparsable-row").getString(0)).endsWith("part.json");
  }

  @Test
  void eachFileMayBeASeries() throws IOException {
    for (String file : List.of("valve 1/0.csv", "valve 1/1+.part.csv", "valve2/0.csv")) {
      Path path = bench.archive().resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "time;speed\n2024-01-01 00:00:00;1\n2024-01-01 00:01:00;2\n");
    }
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.path=\"%s/*/*.csv\"".formatted(bench.archive()),
                "archive.format=csv",
                "archive.options.sep=\";\"",
                "archive.series-by-file=true",
                "window.length=2",
                "window.stride=1"));

    assertThat(table.chunks().collectAsList())
        .extracting(row -> row.chunk().series())
        .containsExactlyInAnyOrder("valve 1/0", "valve 1/1+", "valve2/0");
  }

  private Row quarantined(String reason) {
    return bench
        .quarantine()
        .select("file", "reason", "row")
        .where("reason = '" + reason + "'")
        .first();
  }

  @Test
  void anyOtherFormatIsSparks() {
    minutes().write().parquet(bench.archive().toString());
    assertWhole(ingest("org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat"));
  }

  @Test
  void aTableNeedsNoPath() {
    minutes().write().parquet(bench.archive().toString());
    assertWhole(
        ingest(
            ParquetTable.class.getName(),
            "archive.path=null",
            "archive.options.where=" + bench.archive()));
  }

  /** A source that has a table somewhere of its own. */
  public static final class ParquetTable implements RelationProvider {

    @Override
    public BaseRelation createRelation(
        SQLContext context, scala.collection.immutable.Map<String, String> options) {
      return new Relation(context, context.sparkSession().read().parquet(options.apply("where")));
    }

    private static final class Relation extends BaseRelation implements TableScan {

      private final SQLContext context;
      private final Dataset<Row> rows;

      private Relation(SQLContext context, Dataset<Row> rows) {
        this.context = context;
        this.rows = rows;
      }

      @Override
      public SQLContext sqlContext() {
        return context;
      }

      @Override
      public StructType schema() {
        return rows.schema();
      }

      @Override
      public RDD<Row> buildScan() {
        return rows.rdd();
      }
    }
  }

  @Test
  void aFormatThatSparkDoesNotHave() {
    assertThatThrownBy(() -> ingest("parqet"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.format = parqet")
        .hasMessageContaining("-- --packages");
    assertThat(ArchiveReader.missingModule(Format.AVRO, "3.5.7", "2.12.18"))
        .contains("-- --packages org.apache.spark:spark-avro_2.12:3.5.7 ");
    assertThat(ArchiveReader.missingModule(Format.AVRO, "4.1.0", "2.13.17"))
        .contains("-- --packages org.apache.spark:spark-avro_2.13:4.1.0 ");
  }

  @Test
  void aKnownFormatNeedsAPath() {
    assertThatThrownBy(() -> ingest("orc", "archive.path=null"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("archive.path is not set");
  }
}

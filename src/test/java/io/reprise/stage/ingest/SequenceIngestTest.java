package io.reprise.stage.ingest;

import static io.reprise.stage.Workbench.bySeries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Chunk;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SequenceIngestTest {

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  @Test
  void numberedColumnsAreNamedByPlaceHoweverTheFileIsSplit() {
    List<String> lines = new ArrayList<>(List.of("label,v1,v2,v3"));
    for (int i = 1; i <= 500; i++) {
      lines.add("%d,%d,%d,%d".formatted(i % 2, i, i + 1, i + 2));
    }
    bench.csv(lines.toArray(String[]::new));
    String previous = spark.conf().get("spark.sql.files.maxPartitionBytes");
    spark.conf().set("spark.sql.files.maxPartitionBytes", "700");
    try {
      SeriesTable table =
          bench.ingest(
              bench.configuration(
                  "archive.format=csv",
                  "archive.layout=sequences",
                  "archive.columns.features=[\"v1..v3\"]",
                  "archive.columns.label=label"));
      assertThat(table.manifest().archive().sequences()).isEqualTo(500);
      assertThat(table.manifest().features()).containsExactly("value");
      Map<String, Chunk> chunks = bySeries(table);
      for (int i = 1; i <= 500; i++) {
        Chunk chunk = chunks.get("part.csv#" + i);
        assertThat(chunk.values()).containsExactly(i, i + 1, i + 2);
        assertThat(chunk.label(0, 3)).isEqualTo(i % 2);
        assertThat(chunk.timed()).isFalse();
      }
    } finally {
      spark.conf().set("spark.sql.files.maxPartitionBytes", previous);
    }
  }

  @Test
  void arrayColumnsOfTwoFeaturesAreInterleaved() {
    spark
        .sql(
            "select * from values ('a', array(1d, 2d), array(10d, 20d)), ('b', array(3d),"
                + " array(30d)), ('uneven', array(1d), array(1d, 2d)), ('hole', array(1d, null),"
                + " array(1d, 1d)), ('empty', array(), array()) as t(name, x, y)")
        .write()
        .parquet(bench.archive().toString());
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.layout=sequences",
                "archive.columns.series=name",
                "clean.max-quarantined=0.9"));
    assertThat(table.manifest().features()).containsExactly("x", "y");
    Map<String, Chunk> chunks = bySeries(table);
    assertThat(chunks).containsOnlyKeys("a", "b");
    assertThat(chunks.get("a").values()).containsExactly(1, 10, 2, 20);
    assertThat(chunks.get("b").values()).containsExactly(3, 30);
    assertThat(table.manifest().archive().quarantinedByReason())
        .containsExactlyInAnyOrderEntriesOf(Map.of("unequal-lengths", 1L, "null-value", 2L));
  }

  @Test
  void stepsHaveLabelsOfTheirOwnWhereTheColumnIsAnArray() {
    spark
        .sql(
            "select * from values"
                + " ('a', array(1d, 2d, 3d), array('ok', ' OK', 'it\\'s')),"
                + " ('b', array(1d, 2d), array(null, '0.0')),"
                + " ('one', array(1d), array('bad')),"
                + " ('none', array(1d, 2d), null),"
                + " ('short', array(1d, 2d, 3d), array('ok', 'ok'))"
                + " as t(name, x, state)")
        .write()
        .parquet(bench.archive().toString());
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.layout=sequences",
                "archive.columns.series=name",
                "archive.columns.label=state",
                "archive.normal-labels=[ok, \"0\"]",
                "clean.max-quarantined=0.9"));
    Map<String, Chunk> chunks = bySeries(table);
    assertThat(chunks.get("a").labels()).containsExactly(0, 0, 1);
    assertThat(chunks.get("b").labels()).containsExactly(0, 0);
    assertThat(chunks.get("one").labels()).containsExactly(1);
    assertThat(chunks.get("none").labels()).containsExactly(0, 0);
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("unequal-lengths", 1L));
  }

  @Test
  void shorterSequencesLeaveTrailingColumnsEmpty() {
    bench.csv("v1,v2,v3", "1,2,3", "4,5,", "6,,", ",,", "7,,8", "9,x,1", "1,NaN,2");
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.format=csv", "archive.layout=sequences", "clean.max-quarantined=0.9"));
    Map<String, Chunk> chunks = bySeries(table);
    assertThat(chunks.get("part.csv#1").values()).containsExactly(1, 2, 3);
    assertThat(chunks.get("part.csv#2").values()).containsExactly(4, 5);
    assertThat(chunks.get("part.csv#3").values()).containsExactly(6);
    assertThat(table.manifest().archive().quarantinedByReason())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("null-value", 2L, "unparsable-value", 1L, "nan-value", 1L));
  }

  @Test
  void rowsOfBadQualityFutureAndImpossibleValuesAreQuarantined() {
    spark
        .sql(
            "select * from values"
                + " ('a', timestamp'2024-01-01', 'good', array(1d, 2d), array(10d, 20d)),"
                + " ('poor', timestamp'2024-01-01', 'poor', array(1d, 2d), array(10d, 20d)),"
                + " ('late', timestamp'2999-01-01', 'good', array(1d, 2d), array(10d, 20d)),"
                + " ('high', timestamp'2024-01-01', 'good', array(1d, 2d), array(10d, 51d)),"
                + " ('other', timestamp'2024-01-01', 'good', array(1d, 51d), array(10d, 20d))"
                + " as t(name, time, status, x, y)")
        .write()
        .parquet(bench.archive().toString());
    String[] settings = {
      "archive.layout=sequences",
      "archive.columns.series=name",
      "archive.columns.time=time",
      "archive.columns.quality=status",
      "clean.period=1 second",
      "clean.bounds.y=[0, 50]",
      "clean.max-quarantined=0.9"
    };
    SeriesTable table = bench.ingest(bench.configuration(settings));
    assertThat(bySeries(table)).containsOnlyKeys("a", "other");
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("bad-quality", 1L, "future-time", 1L, "value-out-of-bounds", 1L));
    settings[5] = "clean.bounds.z=[0, 50]";
    assertThatThrownBy(() -> bench.ingest(bench.configuration(settings)))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("clean.bounds.z")
        .hasMessageContaining("x, y");
  }
}

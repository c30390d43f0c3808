package io.reprise.stage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.ConfigurationException;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class TallIngestTest {

  private static final int MINUTES = 60;

  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    bench = new Workbench(session, directory);
  }

  private static List<String> values() {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      lines.add("p1,x,2024-01-01T00:%02d:00Z,%d".formatted(minute, minute));
      lines.add("p1,y,2024-01-01T00:%02d:00Z,%d".formatted(minute, 100 + minute));
      lines.add("p2,x,2024-01-01T00:%02d:00Z,%d".formatted(minute, 200 + minute));
      lines.add("p2,y,2024-01-01T00:%02d:00Z,%d".formatted(minute, 300 + minute));
    }
    return lines;
  }

  private void write(List<String> lines) {
    List<String> all = new ArrayList<>(List.of("pump,metric,time,value"));
    all.addAll(lines);
    bench.csv(all.toArray(String[]::new));
  }

  private SeriesTable ingest(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.format=csv",
                "archive.layout=tall",
                "archive.columns.series=pump",
                "archive.columns.metric=metric",
                "archive.columns.value=value"));
    all.addAll(List.of(settings));
    return bench.ingest(bench.configuration(all.toArray(String[]::new)));
  }

  private static List<Chunk> chunks(SeriesTable table, String series) {
    return Workbench.chunks(table).stream().filter(chunk -> chunk.series().equals(series)).toList();
  }

  @Test
  void metricsBecomeFeaturesWhateverTheOrderOfTheRows() {
    List<String> lines = values();
    Collections.shuffle(lines, new Random(2));
    write(lines);
    SeriesTable table = ingest("ingest.chunk=16");
    assertThat(table.manifest().features()).containsExactly("x", "y");
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(4 * MINUTES);
    assertThat(table.manifest().archive().points()).isEqualTo(2 * MINUTES);
    for (int pump = 1; pump <= 2; pump++) {
      int next = 0;
      for (Chunk chunk : chunks(table, "p" + pump)) {
        for (int at = chunk.before(); at < chunk.end(); at++) {
          assertThat(chunk.present(at)).isTrue();
          assertThat(chunk.values()[2 * at]).isEqualTo(200 * (pump - 1) + next);
          assertThat(chunk.values()[2 * at + 1]).isEqualTo(200 * (pump - 1) + 100 + next);
          next++;
        }
      }
      assertThat(next).isEqualTo(MINUTES);
    }
  }

  @Test
  void namedMetricsComeInTheirOrderAndOthersAreQuarantined() {
    List<String> lines = values();
    lines.add("p1,z,2024-01-01T00:00:00Z,1");
    lines.add("p1,,2024-01-01T00:01:00Z,1");
    write(lines);
    SeriesTable table = ingest("archive.columns.features=[y, x]");
    assertThat(table.manifest().features()).containsExactly("y", "x");
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("unknown-metric", 2L));
    Chunk chunk = chunks(table, "p1").get(0);
    assertThat(chunk.values()[2 * chunk.before()]).isEqualTo(100);
  }

  @Test
  void aMetricThatLacksIsAGapOfThePoint() {
    List<String> lines = values();
    lines.remove("p1,y,2024-01-01T00:30:00Z,130");
    write(lines);
    Chunk bare = chunks(ingest("clean.max-gap=0"), "p1").get(0);
    int at = bare.before() + 30;
    assertThat(bare.present(at)).isFalse();
    assertThat(bare.values()[2 * at]).isEqualTo(30);
  }

  @Test
  void boundsAreThoseOfTheMetric() {
    write(values());
    RowAccount archive =
        ingest("clean.bounds.x=[0, 250]", "clean.max-quarantined=1").manifest().archive();
    assertThat(archive.quarantinedByReason()).isEqualTo(Map.of("value-out-of-bounds", 9L));
  }

  @Test
  void duplicatesAreThoseOfAMetric() {
    List<String> lines = values();
    lines.add("p1,x,2024-01-01T00:30:00Z,-5");
    write(lines);
    SeriesTable table = ingest();
    assertThat(table.manifest().archive().quarantinedByReason())
        .isEqualTo(Map.of("duplicate-time", 1L));
    Chunk chunk = chunks(table, "p1").get(0);
    assertThat(chunk.values()[2 * (chunk.before() + 30)]).isEqualTo(30);
  }

  @Test
  void theGridIsThatOfTheSlowestMetric() {
    List<String> lines = new ArrayList<>();
    for (int second = 0; second < 600; second += 10) {
      lines.add(
          "p1,x,2024-01-01T00:%02d:%02dZ,%d".formatted(second / 60, second % 60, second / 60));
      if (second % 60 == 0) {
        lines.add("p1,y,2024-01-01T00:%02d:00Z,%d".formatted(second / 60, second));
      }
    }
    write(lines);
    SeriesTable table = ingest("window.length=4", "clean.aggregate=last");
    Chunk chunk = chunks(table, "p1").get(0);
    assertThat(chunk.period()).isEqualTo(60_000_000);
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(70);
    assertThat(chunk.present(chunk.before() + 5)).isTrue();
  }

  @Test
  void columnsOfMetricAndValueMustBeNamed() {
    write(values());
    assertThatThrownBy(() -> ingest("archive.columns.value=null"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("archive.columns.value");
    assertThatThrownBy(() -> ingest("archive.columns.metric=kind"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.columns.metric: the archive has no column kind");
  }

  @Test
  void labelsFromAFileOfTheirOwn(@TempDir Path directory) throws Exception {
    write(values());
    Path labels = directory.resolve("labels.csv");
    Files.write(
        labels,
        List.of(
            "series,start,end",
            "p1,2024-01-01T00:10:00Z,2024-01-01T00:12:00Z",
            "p1,2024-01-01 00:11:00,2024-01-01 00:13:00"));
    SeriesTable table = ingest("archive.labels.path=" + labels);
    assertThat(table.manifest().labelled()).isTrue();
    Chunk first = chunks(table, "p1").get(0);
    List<Integer> anomalous = new ArrayList<>();
    for (int at = first.before(); at < first.end(); at++) {
      if (first.labels()[at] != 0) {
        anomalous.add(at - first.before());
      }
    }
    assertThat(anomalous).containsExactly(10, 11, 12);
    for (byte label : chunks(table, "p2").get(0).labels()) {
      assertThat(label).isZero();
    }
  }

  @Test
  void aFileOfLabelsThatDoesNotFitIsNamed(@TempDir Path directory) throws Exception {
    write(values());
    Path labels = directory.resolve("labels.csv");
    Files.write(
        labels, List.of("series,start,end", "p1,2024-01-01T00:10:00Z,2024-01-01T00:10:00Z"));
    assertThatThrownBy(() -> ingest("archive.labels.path=" + labels))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("labels.csv")
        .hasMessageContaining("p1");
    assertThatThrownBy(() -> ingest("archive.labels.path=" + labels, "archive.labels.end=until"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.labels.end");
  }
}

package io.reprise.stage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.RowAccount;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule at a time, in a file that is clean but for one row. */
@Tag("once")
@ExtendWith(SparkExtension.class)
class CleaningTest {

  private static final int DIRTY = 20;
  private static final int ROWS = 40;

  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    bench = new Workbench(session, directory);
  }

  /** A row a minute: time, two features and the quality, the dirty one as given. */
  private void archive(String dirty) {
    List<String> lines = new ArrayList<>(List.of("time,x,y,status"));
    for (int minute = 0; minute < ROWS; minute++) {
      lines.add(
          minute == DIRTY
              ? dirty
              : "2024-01-01T00:%02d:00Z,%d,%d,good".formatted(minute, minute, 2 * minute));
    }
    bench.csv(lines.toArray(String[]::new));
  }

  private SeriesTable ingest(String... settings) {
    List<String> all =
        new ArrayList<>(List.of("archive.format=csv", "archive.columns.features=[x, y]"));
    all.addAll(List.of(settings));
    return bench.ingest(bench.configuration(all.toArray(String[]::new)));
  }

  private static void assertQuarantined(SeriesTable table, String reason) {
    RowAccount archive = table.manifest().archive();
    assertThat(archive.quarantinedByReason()).isEqualTo(Map.of(reason, 1L));
    assertThat(archive.rowsRead()).isEqualTo(ROWS);
    assertThat(archive.rowsKept()).isEqualTo(ROWS - 1);
    assertThat(archive.valuesMissingByReason()).isEmpty();
  }

  private record Dirt(String value, String kind, String reason) {}

  private static final List<Dirt> DIRT =
      List.of(
          new Dirt("", "null", "null-value"),
          new Dirt("much", "unparsable", "unparsable-value"),
          new Dirt("NaN", "nan", "nan-value"),
          new Dirt("-Infinity", "infinite", "infinite-value"),
          new Dirt("1e300", "infinite", "infinite-value"),
          new Dirt("100.5", "out-of-bounds", "value-out-of-bounds"),
          new Dirt("-1", "out-of-bounds", "value-out-of-bounds"));

  /** Each kind among those that are missing, and among those that are not. */
  @ParameterizedTest
  @ValueSource(strings = {"", "null, nan, out-of-bounds", "unparsable, infinite"})
  void aValueThatIsNoneIsRejectedWithItsRowOrMissingAlone(String missing) {
    dirtyArchive();
    Set<String> missingKinds = Set.of(missing.split(", ", -1));
    List<String> settings =
        new ArrayList<>(
            List.of("clean.bounds.x=[0, 100]", "clean.max-gap=0", "clean.max-quarantined=0.5"));
    missingKinds.stream()
        .filter(kind -> !kind.isEmpty())
        .forEach(kind -> settings.add("clean.values." + kind + "=missing"));

    SeriesTable table = ingest(settings.toArray(String[]::new));

    Map<Boolean, Map<String, Long>> reasons =
        DIRT.stream()
            .collect(
                Collectors.partitioningBy(
                    dirt -> missingKinds.contains(dirt.kind()),
                    Collectors.groupingBy(Dirt::reason, Collectors.counting())));
    RowAccount archive = table.manifest().archive();
    assertThat(archive.quarantinedByReason()).isEqualTo(reasons.get(false));
    assertThat(archive.valuesMissingByReason()).isEqualTo(reasons.get(true));
    assertThat(archive.rowsRead()).isEqualTo(ROWS);
    assertThat(archive.rowsKept())
        .isEqualTo(ROWS - reasons.get(false).values().stream().mapToLong(count -> count).sum());
    Chunk chunk = table.chunks().first().chunk();
    for (int i = 0; i < DIRT.size(); i++) {
      int at = chunk.before() + minuteOf(i);
      assertThat(chunk.present(at)).as(DIRT.get(i).value()).isFalse();
      assertThat(chunk.present(at + 1)).isTrue();
      if (missingKinds.contains(DIRT.get(i).kind())) {
        assertThat(chunk.values()[2 * at + 1]).as("the other feature").isEqualTo(40);
      }
    }
  }

  /** So that a stretch of more than a window is left after the last. */
  private static int minuteOf(int dirt) {
    return 3 + 4 * dirt;
  }

  private void dirtyArchive() {
    List<String> lines = new ArrayList<>(List.of("time,x,y,status"));
    for (int minute = 0; minute < ROWS; minute++) {
      lines.add("2024-01-01T00:%02d:00Z,%d,%d,good".formatted(minute, minute, 2 * minute));
    }
    for (int i = 0; i < DIRT.size(); i++) {
      lines.set(
          1 + minuteOf(i),
          "2024-01-01T00:%02d:00Z,%s,40,good".formatted(minuteOf(i), DIRT.get(i).value()));
    }
    bench.csv(lines.toArray(String[]::new));
  }

  @Test
  void aMissingValueIsFilledLikeAnyGap() {
    archive("2024-01-01T00:20:00Z,,40,good");
    Chunk chunk = ingest("clean.values.null=missing").chunks().first().chunk();
    int at = chunk.before() + DIRTY;
    assertThat(chunk.present(at)).isTrue();
    assertThat(chunk.values()[2 * at]).isEqualTo(20);
    assertThat(chunk.validity()[at]).isEqualTo(Chunk.FILLED);
  }

  @Test
  void rowsOfNothingButMissingValuesAreKeptRows() {
    List<String> lines = new ArrayList<>(List.of("time,x,y,status"));
    for (int minute = 0; minute < ROWS; minute++) {
      lines.add("2024-01-01T00:%02d:00Z,%d,1,good".formatted(minute, minute));
      lines.add("2024-03-01T00:%02d:00Z,,,good".formatted(minute));
    }
    bench.csv(lines.toArray(String[]::new));
    SeriesTable table = ingest("clean.values.null=missing");
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(2 * ROWS);
    assertThat(table.manifest().archive().valuesMissingByReason())
        .isEqualTo(Map.of("null-value", 2L * ROWS));
  }

  @Test
  void badQuality() {
    archive("2024-01-01T00:20:00Z,20,40,doubtful");
    assertQuarantined(ingest("archive.columns.quality=status"), "bad-quality");
  }

  @Test
  void noQualityIsNotGood() {
    archive("2024-01-01T00:20:00Z,20,40,");
    assertQuarantined(ingest("archive.columns.quality=status"), "bad-quality");
  }

  @Test
  void whatIsGoodIsConfigured() {
    archive("2024-01-01T00:20:00Z,20,40,Doubtful");
    SeriesTable table =
        ingest("archive.columns.quality=status", "clean.good-quality=[GOOD, doubtful]");
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(ROWS);
  }

  @Test
  void theFuture() {
    Instant later = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
    archive(later + ",20,40,good");
    assertQuarantined(ingest(), "future-time");
  }

  @Test
  void theFutureWhereItIsAllowed() {
    Instant later = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
    archive(later + ",20,40,good");
    SeriesTable table = ingest("clean.future=3 days");
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(ROWS);
  }

  @Test
  void rowsOutOfOrderAreKeptAndCounted() {
    archive("2023-12-31T23:59:00Z,-1,-2,good");
    RowAccount archive = ingest().manifest().archive();
    assertThat(archive.rowsOutOfOrder()).isEqualTo(1);
    assertThat(archive.rowsKept()).isEqualTo(ROWS);
  }

  @Test
  void tooManyRejectedRowsEndTheRunWithNothingPublished() {
    archive("2024-01-01T00:20:00Z,NaN,40,good");
    assertThatThrownBy(() -> ingest("clean.max-quarantined=0.02"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("1 of 40 rows")
        .hasMessageContaining("nan-value=1");
    assertThat(bench.output()).doesNotExist();
  }

  @Test
  void theQuarantineHasTheRowAndItsFile() {
    archive("2024-01-01T00:20:00Z,NaN,40,good");
    ingest();
    Row row = bench.quarantine().select("file", "reason", "row").first();
    assertThat(row.getString(0)).endsWith("part.csv");
    assertThat(row.getString(1)).isEqualTo("nan-value");
    assertThat(row.getString(2)).contains("\"time\":\"2024-01-01T00:20:00Z\"", "\"x\":\"NaN\"");
  }
}

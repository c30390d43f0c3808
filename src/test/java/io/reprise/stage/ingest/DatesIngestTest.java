package io.reprise.stage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.ConfigurationException;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.SeriesTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A table that grows date by date, and whose dates are replaced one by one. */
@ExtendWith(SparkExtension.class)
class DatesIngestTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 2, 28);
  private static final int DAYS = 3;

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  /** Two series, a row about every ten minutes, with a gap over the second midnight. */
  private void archive(double offsetOfSecondDay) {
    List<String> lines = new ArrayList<>(List.of("name,time,value"));
    Random random = new Random(4);
    for (String series : List.of("a", "b")) {
      for (int row = 0; row < DAYS * 144; row++) {
        if (row >= 286 && row < 289) {
          continue;
        }
        long jitter = random.nextInt(500) - 250L;
        Instant time =
            FIRST.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(600L * row + jitter);
        double offset = row / 144 == 1 ? offsetOfSecondDay : 0;
        lines.add("%s,%s,%s".formatted(series, time, offset + row));
      }
    }
    lines.add("a," + FIRST.plusDays(1) + "T12:00:00Z,NaN");
    bench.csv(lines.toArray(String[]::new));
  }

  private IngestStage stage(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.format=csv",
                "archive.columns.series=name",
                "clean.period=10 minutes",
                "ingest.chunk=50"));
    all.addAll(List.of(settings));
    return new IngestStage(bench.context(bench.configuration(all.toArray(String[]::new))));
  }

  private SeriesTable ingestDay(int day, String id, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.from=" + FIRST.plusDays(day), "archive.to=" + FIRST.plusDays(day + 1)));
    all.addAll(List.of(settings));
    SeriesTable table = stage(all.toArray(String[]::new)).runDates(id);
    bench.store().publish(Map.of(ResultKind.SERIES, id, ResultKind.QUARANTINE, id));
    return table;
  }

  /** A job as it ends: its date over what is published by now. */
  private void publish(IngestStage stage, String id) {
    bench
        .store()
        .publish(
            now -> {
              stage.layOver(now, id);
              return now.with(Map.of(ResultKind.SERIES, id));
            });
  }

  @Test
  void datesThatAreIngestedAtOnceAreAllThere() {
    archive(0);
    ingestDay(2, "third");
    IngestStage first = stage("archive.from=" + FIRST, "archive.to=" + FIRST.plusDays(1));
    IngestStage second =
        stage("archive.from=" + FIRST.plusDays(1), "archive.to=" + FIRST.plusDays(2));
    first.runDates("first");
    second.runDates("second");
    publish(second, "second");
    publish(first, "first");

    SeriesTable table = SeriesTable.open(spark, bench.store(), "first");
    assertThat(table.manifest().dates())
        .isEqualTo(Map.of(FIRST, "first", FIRST.plusDays(1), "second", FIRST.plusDays(2), "third"));
    assertThat(rows(table)).isEqualTo(rows(stage().run("whole")));

    stage("window.length=4").run("others");
    IngestStage late = stage("archive.from=" + FIRST, "archive.to=" + FIRST.plusDays(1));
    late.runDates("late");
    bench.store().publish(Map.of(ResultKind.SERIES, "others"));
    assertThatThrownBy(() -> publish(late, "late"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("a halo of window.length");
  }

  private static List<String> rows(SeriesTable table) {
    return table.chunks().toDF().drop("rejected", "late").toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }

  @Test
  void dateByDateIsAsAllAtOnceAndEveryRowIsOfOneDate() {
    archive(0);
    SeriesTable whole = stage().run("whole");
    long read = 0;
    long kept = 0;
    SeriesTable grown = null;
    for (int day : new int[] {1, 0, 2}) {
      grown = ingestDay(day, "day" + day);
      read += grown.manifest().archive().rowsRead();
      kept += grown.manifest().archive().rowsKept();
    }
    assertThat(rows(grown)).isEqualTo(rows(whole));
    assertThat(whole.manifest().archive().rowsRead()).isEqualTo(2L * (DAYS * 144 - 3) + 1);
    assertThat(read).isEqualTo(whole.manifest().archive().rowsRead());
    assertThat(kept).isEqualTo(whole.manifest().archive().rowsKept());
    assertThat(grown.manifest().dates())
        .isEqualTo(Map.of(FIRST, "day0", FIRST.plusDays(1), "day1", FIRST.plusDays(2), "day2"));
    assertThat(bench.output().resolve("series/whole/chunks/date=2024-02-29")).isDirectory();
  }

  @Test
  void aDateIsReplacedAndNoOther() {
    archive(0);
    stage().run("whole");
    bench.store().publish(Map.of(ResultKind.SERIES, "whole"));
    archive(1000);
    SeriesTable table = ingestDay(1, "again");
    assertThat(table.manifest().dates())
        .isEqualTo(Map.of(FIRST, "whole", FIRST.plusDays(1), "again", FIRST.plusDays(2), "whole"));
    assertThat(table.manifest().archive().quarantinedByReason()).isEqualTo(Map.of("nan-value", 1L));
    table
        .chunks()
        .collectAsList()
        .forEach(
            row -> {
              boolean second = row.getStart().toString().startsWith("2024-02-29");
              assertThat(row.getValues()[row.getBefore()] >= 1000).isEqualTo(second);
            });
    assertThat(rows(ingestDay(1, "thrice"))).isEqualTo(rows(table));
  }

  @Test
  void aDateWithoutRowsIsRefused() {
    archive(0);
    assertThatThrownBy(() -> ingestDay(7, "none"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("between archive.from and archive.to");
  }

  @Test
  void theFirstDateOfATableNeedsNoOther() {
    archive(0);
    assertThat(ingestDay(2, "first").manifest().dates()).containsOnlyKeys(FIRST.plusDays(2));
  }

  @Test
  void monthsAreReplacedAsAWhole() {
    archive(0);
    assertThatThrownBy(() -> ingestDay(1, "day", "ingest.partition=month"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("archive.from = 2024-02-29")
        .hasMessageContaining("month")
        .hasMessageContaining("ingest.partition");
    SeriesTable february =
        stage("ingest.partition=month", "archive.from=2024-02-01", "archive.to=2024-03-01")
            .runDates("february");
    assertThat(february.manifest().dates()).containsOnlyKeys(LocalDate.of(2024, 2, 1));
  }

  @Test
  void anEndlessSpanReplacesAllThatFollows() {
    archive(0);
    stage().run("whole");
    bench.store().publish(Map.of(ResultKind.SERIES, "whole"));
    SeriesTable table = stage("archive.from=" + FIRST.plusDays(1)).runDates("rest");
    assertThat(table.manifest().dates())
        .isEqualTo(Map.of(FIRST, "whole", FIRST.plusDays(1), "rest", FIRST.plusDays(2), "rest"));
  }

  @Test
  void datesOnDifferentGridsWouldNotFit() {
    archive(0);
    assertThatThrownBy(() -> ingestDay(1, "day", "clean.period=null"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("clean.period");
  }

  @Test
  void datesThatWereCutInAnotherWayDoNotFit() {
    archive(0);
    stage().run("whole");
    bench.store().publish(Map.of(ResultKind.SERIES, "whole"));
    assertThatThrownBy(() -> ingestDay(1, "day", "window.length=12"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("halo of window.length = 8")
        .hasMessageContaining("12");
    assertThatThrownBy(
            () ->
                ingestDay(
                    1,
                    "day",
                    "ingest.partition=year",
                    "archive.from=2024-01-01",
                    "archive.to=2025-01-01"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("ingest.partition = day");
  }
}

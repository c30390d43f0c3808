package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of a date, killed while they are written, and written again. */
@Tag("once")
class KilledScoreIT {

  private static final LocalDate DATE = LocalDate.of(2024, 5, 2);

  @TempDir private Path directory;

  private record Scores(Map<LocalDate, String> runs, List<String> rows) {}

  private void archive() throws IOException {
    List<String> lines = new ArrayList<>(List.of("pump,time,value"));
    Instant first = Instant.parse("2024-05-01T00:00:00Z");
    for (String pump : List.of("a", "b", "c")) {
      for (int row = 0; row < 3 * 8640; row++) {
        lines.add("%s,%s,%d".formatted(pump, first.plusSeconds(10L * row), row % 360));
      }
    }
    Files.write(Files.createDirectories(directory.resolve("archive")).resolve("rows.csv"), lines);
  }

  private static void run(Jobs jobs, String job, String... settings) {
    InProcess.Ended ended = jobs.here(job, settings);
    assertThat(ended.code()).as(ended.error()).isZero();
  }

  @Test
  void aDateThatWasKilledInMidWriteIsScoredAgainAsIfItHadNotBeen() throws Exception {
    archive();
    Jobs jobs =
        new Jobs(
            directory,
            "archive.path=" + directory.resolve("archive"),
            "archive.format=csv",
            "archive.columns.series=pump",
            "clean.period=10 seconds",
            "training.epochs=1",
            "scoring.splits=all");
    String[] day = {"archive.from=" + DATE, "archive.to=" + DATE.plusDays(1)};
    run(jobs, "ingest");
    run(jobs, "train");
    run(jobs, "score");
    String before = jobs.latest("scores");
    Scores whole = scores(jobs);

    jobs.start("score", Map.of(), List.of(), day)
        .killOnceThereIs("**/_temporary", jobs.output().resolve("scores"));

    try (Stream<Path> runs = Files.list(jobs.output().resolve("scores"))) {
      assertThat(runs.filter(run -> !run.endsWith(before))).as("what was begun").hasSize(1);
    }
    assertThat(jobs.latest("scores")).isEqualTo(before);
    assertThat(scores(jobs)).isEqualTo(whole);
    run(jobs, "score", day);
    String after = jobs.latest("scores");
    assertThat(scores(jobs).rows()).isEqualTo(whole.rows()).hasSizeGreaterThan(50_000);
    assertThat(scores(jobs).runs())
        .isEqualTo(Map.of(DATE.minusDays(1), before, DATE, after, DATE.plusDays(1), before));
  }

  private static Scores scores(Jobs jobs) {
    try (SparkSession spark = InProcess.session()) {
      Store store = new Store(jobs.output().toString(), spark.sparkContext().hadoopConfiguration());
      ScoresTable table = ScoresTable.open(spark, store, store.latest(ResultKind.SCORES));
      List<String> rows = new ArrayList<>(table.points().toJSON().collectAsList());
      rows.addAll(table.sequences().toJSON().collectAsList());
      rows.sort(null);
      return new Scores(runs(table), rows);
    }
  }

  private static Map<LocalDate, String> runs(ScoresTable table) {
    Map<LocalDate, String> runs = new TreeMap<>();
    table.manifest().dates().forEach((date, scores) -> runs.put(date, scores.run()));
    return runs;
  }
}

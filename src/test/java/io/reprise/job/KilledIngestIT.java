package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ingest of a date that is killed while it writes, and run again. */
class KilledIngestIT {

  @TempDir private Path directory;

  private void archive(int offset) throws IOException {
    List<String> lines = new ArrayList<>(List.of("pump,time,value"));
    Instant first = Instant.parse("2024-05-01T00:00:00Z");
    for (String pump : List.of("a", "b", "c")) {
      for (int row = 0; row < 3 * 8640; row++) {
        lines.add("%s,%s,%d".formatted(pump, first.plusSeconds(10L * row), offset + row % 360));
      }
    }
    Files.write(Files.createDirectories(directory.resolve("archive")).resolve("rows.csv"), lines);
  }

  private Jobs jobs(Path output) {
    return new Jobs(
            directory,
            "archive.path=" + directory.resolve("archive"),
            "archive.format=csv",
            "archive.columns.series=pump",
            "clean.period=10 seconds")
        .into(output);
  }

  private static void run(Jobs jobs, String... settings) {
    InProcess.Ended ended = jobs.here("ingest", settings);
    assertThat(ended.code()).as(ended.error()).isZero();
  }

  @Test
  void aDateThatWasKilledInMidWriteIsIngestedAgainAsIfItHadNotBeen() throws Exception {
    Path killedOutput = directory.resolve("killed");
    Jobs killed = jobs(killedOutput);
    Jobs undisturbed = jobs(directory.resolve("undisturbed"));
    String[] day = {"archive.from=2024-05-02", "archive.to=2024-05-03"};
    archive(0);
    run(killed);
    run(undisturbed);
    String before = killed.latest("series");
    archive(1000);
    killed
        .start("ingest", Map.of(), List.of(), day)
        .killOnceThereIs("**/chunks/**/_temporary", killedOutput.resolve("series"));
    try (Stream<Path> runs = Files.list(killedOutput.resolve("series"))) {
      assertThat(runs.filter(run -> !run.endsWith(before))).as("what was begun").hasSize(1);
    }
    assertThat(killed.latest("series")).isEqualTo(before);
    run(killed, day);
    run(undisturbed, day);
    assertThat(rows(killed)).isEqualTo(rows(undisturbed)).hasSizeGreaterThan(3);
  }

  private static List<String> rows(Jobs jobs) {
    try (SparkSession spark = InProcess.session()) {
      Store store = new Store(jobs.output().toString(), spark.sparkContext().hadoopConfiguration());
      return SeriesTable.open(spark, store, store.latest(ResultKind.SERIES))
          .chunks()
          .toDF()
          .drop("rejected", "late")
          .toJSON()
          .collectAsList()
          .stream()
          .sorted()
          .toList();
    }
  }
}

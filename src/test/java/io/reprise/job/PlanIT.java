package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --plan} tells of each job, and that it leaves everything as it is. */
@Tag("once")
class PlanIT {

  @TempDir private Path directory;

  private SmallArchive small;

  @BeforeEach
  void write() throws IOException {
    small = SmallArchive.write(directory, 400);
  }

  private InProcess.Ended plan(String job, String... settings) {
    return small.run(List.of(job, "--plan", "--run", "planned"), settings);
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(directory)) {
      return all.sorted().toList();
    }
  }

  @Test
  void nothingIsWrittenAndRefusalsAreThoseOfTheJob() throws IOException {
    List<Path> before = files();
    InProcess.Ended audit = plan("audit");
    assertThat(audit.code()).as(audit.error()).isZero();
    assertThat(audit.output())
        .contains(
            "Archive  400 rows, 1 series, 400 points, 1 features, 2024-01-01 to 2024-01-01",
            "Windows  about 25 to train on, 7 to calibrate with, 17 to judge",
            "Memory   an executor with 2 cores",
            "Time     train",
            "Time     all",
            "reports/planned",
            "nothing was written");
    assertThat(plan("ingest").code()).isZero();
    assertThat(plan("ingest", "archive.columns.features=[none]").code()).isEqualTo(3);
    assertThat(plan("ingest", "window.stride=0").code()).isEqualTo(2);
    InProcess.Ended train = plan("train");
    assertThat(train.code()).isEqualTo(3);
    assertThat(train.error()).contains("names no series");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void laterJobsPlanFromWhatIsPublished() throws IOException {
    assertThat(small.run(List.of("audit", "--run", "night")).code()).isZero();
    List<Path> before = files();
    for (String job : List.of("train", "score", "report", "models", "expire")) {
      InProcess.Ended planned = plan(job);
      assertThat(planned.code()).as(job + planned.error()).isZero();
      assertThat(planned.output()).as(job).contains("nothing was written");
    }
    assertThat(plan("train").output()).contains("Windows  about 25 to train on");
    assertThat(plan("score").output()).contains("17 to judge");
    assertThat(small.run(List.of("models", "--plan", "--promote", "night")).output())
        .contains("night would be the champion; today it is night");
    assertThat(files()).isEqualTo(before);
  }
}

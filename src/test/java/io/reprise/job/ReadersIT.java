package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.Required;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to operations says of reading the tables, word for word. */
@Tag("once")
class ReadersIT {

  private static final Pattern PYTHON = Pattern.compile("```python\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  private static List<String> snippets() throws IOException {
    String guide = Files.readString(Path.of("src/site/markdown/operations.md"));
    return PYTHON.matcher(guide).results().map(found -> found.group(1)).toList();
  }

  private String python(String reader, String... command) throws Exception {
    Path script = directory.resolve("read.py");
    Files.writeString(script, snippets().get(0) + "\n\n" + reader);
    List<String> all = new ArrayList<>(List.of(command));
    all.add(script.toString());
    ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
    builder.environment().put("PYTHONPATH", System.getenv("REPRISE_PYTHONPATH"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectError(directory.resolve("errors.txt").toFile());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said + directory.resolve("errors.txt")).isZero();
    return said;
  }

  private static void run(Jobs jobs, String job, String... settings) {
    InProcess.Ended ended = jobs.here(job, settings);
    assertThat(ended.code()).as(ended.error()).isZero();
  }

  @Test
  void allDatesOfATableAreReadWhicheverRunHasThem() throws Exception {
    String spark = System.getenv("REPRISE_SPARK_HOME_" + Jobs.line());
    Required.require(
        System.getenv("REPRISE_PYTHONPATH") != null && spark != null,
        "REPRISE_PYTHONPATH names no duckdb, or REPRISE_SPARK_HOME_" + Jobs.line() + " no Spark");
    List<String> lines = new ArrayList<>(List.of("time,value"));
    for (int hour = 0; hour < 72; hour++) {
      for (int minute = 0; minute < 60; minute += 5) {
        lines.add(
            "2024-05-%02dT%02d:%02d:00Z,%d"
                .formatted(1 + hour / 24, hour % 24, minute, minute + hour % 3));
      }
    }
    Files.write(Files.createDirectories(directory.resolve("archive")).resolve("a.csv"), lines);
    Jobs jobs =
        new Jobs(
            directory,
            "archive.path=" + directory.resolve("archive"),
            "archive.format=csv",
            "clean.period=5 minutes",
            "window.length=8",
            "training.epochs=1",
            "scoring.splits=all");
    run(jobs, "ingest");
    run(jobs, "train");
    run(jobs, "score");
    String before = jobs.latest("scores");
    run(jobs, "score", "archive.from=2024-05-02", "archive.to=2024-05-03");

    assertThat(jobs.latest("scores")).isNotEqualTo(before);
    assertThat(python(snippets().get(1), "python3"))
        .contains("2024-05-01", "2024-05-02", "2024-05-03")
        .containsPattern("(?s)(288.*){3}");
    assertThat(python(snippets().get(2), spark + "/bin/spark-submit", "--master", "local[1]"))
        .isEqualTo("864\n");
  }
}

package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every job with what people get wrong: one sentence, the documented exit code, nothing published.
 */
class BadInputIT {

  @TempDir private Path directory;

  private InProcess.Ended run(String job, String... settings) {
    return new Jobs(directory, settings).here(job);
  }

  private void assertEnded(InProcess.Ended ended, int code, String message) {
    assertThat(ended.error()).contains(message).doesNotContain("\tat ");
    assertThat(ended.error().strip().lines()).as("one sentence").hasSize(1);
    assertThat(ended.code()).isEqualTo(code);
    assertThat(directory.resolve("output/latest.json")).as("nothing is published").doesNotExist();
  }

  private String csv(String... lines) throws IOException {
    Path archive = Files.createDirectories(directory.resolve("archive"));
    Files.write(archive.resolve("data.csv"), List.of(lines));
    return "archive.path=" + archive;
  }

  private String minutes(int count) throws IOException {
    return csv(
        IntStream.range(-1, count)
            .mapToObj(
                i ->
                    i < 0
                        ? "time,value,state"
                        : "2024-01-01T%02d:%02d:00Z,%d,on".formatted(i / 60, i % 60, i))
            .toArray(String[]::new));
  }

  @Test
  void wrongUsageAndConfiguration() throws IOException {
    assertEnded(InProcess.run("audit", "--frequency", "3"), 2, "--help");
    assertEnded(InProcess.run("listen"), 2, "listen");
    assertEnded(run("audit", "window.lenght=8"), 2, "did you mean window.length?");
    assertEnded(run("audit", "training.epochs=many"), 2, "training.epochs = many must be");
    assertEnded(run("audit", "archive.layout=deep"), 2, "one of wide, tall, sequences");
    assertEnded(run("audit"), 2, "archive.path is not set");
    assertEnded(run("ingest", "window.stride=100"), 2, "window.stride = 100");
    assertEnded(
        InProcess.run("audit", "--config", directory.resolve("none.conf").toString()),
        2,
        "there is no such file");
    assertEnded(InProcess.run("audit", "--date", "yesterday"), 2, "--date");
    Path broken = Files.writeString(directory.resolve("broken.conf"), "window { length = ");
    assertEnded(InProcess.run("audit", "--config", broken.toString()), 2, "is not HOCON");
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedBeforeAnyWork() throws IOException {
    String[] base = {minutes(30), "archive.format=csv", "archive.columns.features=[value]"};
    for (String pattern : List.of("{x}", "[2024]", "a\\\\b", "a*", "a?")) {
      assertOutput(
          base, "output.path=\"" + directory + "/" + pattern + "\"", 2, "takes for patterns");
    }
    assertOutput(base, "output.path=\"\"", 2, "must name a directory");
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertOutput(base, "output.path=" + file + "/below", 3, "cannot be written");
    assertOutput(base, "output.path=\"foo://bucket/x\"", 3, "cannot be written");
    assertOutput(base, "output.path=\"s3a://bucket/x\"", 2, "org.apache.hadoop:hadoop-aws:");
    assertEnded(
        run("ingest", "archive.path=\"s3a://bucket/x\"", "archive.format=csv"),
        2,
        "archive.path = s3a://bucket/x: this Spark comes without the module for it");
  }

  private void assertOutput(String[] base, String output, int code, String message) {
    List<String> arguments = new ArrayList<>(List.of("ingest"));
    Stream.concat(Arrays.stream(base), Stream.of(output))
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    assertEnded(InProcess.run(arguments.toArray(String[]::new)), code, message);
  }

  @Test
  void inputRefused() throws IOException {
    assertEnded(
        run("audit", "archive.path=" + directory.resolve("nowhere")), 3, "there is nothing there");
    Files.createDirectories(directory.resolve("empty"));
    assertEnded(run("audit", "archive.path=" + directory.resolve("empty")), 3, "archive.path = ");
    String header = csv("time,value");
    assertEnded(run("audit", header, "archive.format=csv"), 3, "is empty");
    String archive = minutes(30);
    String[] base = {archive, "archive.format=csv", "archive.columns.features=[value]"};
    assertEnded(
        run("audit", base[0], base[1], "archive.columns.features=[speed]"),
        3,
        "the archive has no column speed; it has time, value, state");
    assertEnded(
        run("audit", base[0], base[1], "archive.columns.features=[state]"),
        3,
        "30 of 30 rows cannot be used ({unparsable-value=30})");
    assertEnded(
        run("audit", base[0], base[1], base[2], "window.length=31"), 3, "window.length = 31");
    assertEnded(
        run("audit", base[0], base[1], base[2], "window.length=20"),
        3,
        "split.train leaves no whole window");
    assertEnded(run("generate", archive), 3, "exists already");
    assertEnded(run("train"), 3, "names no series; run the job that publishes it");
    assertEnded(run("score"), 3, "names no series");
    assertEnded(run("report"), 3, "names no scores");
  }

  @Test
  void aFeatureThatIsNoNumber() throws IOException {
    String archive = minutes(30);
    Path parquet = directory.resolve("parquet");
    try (SparkSession spark = InProcess.session()) {
      spark
          .read()
          .option("header", "true")
          .csv(archive.substring("archive.path=".length()))
          .write()
          .parquet(parquet.toString());
    }
    assertEnded(
        run("audit", "archive.path=" + parquet, "archive.columns.features=[state]"),
        3,
        "column state is string, not a number; leave it out or convert it");
  }

  @Test
  void aModelThatWasTamperedWithIsRefused() throws IOException {
    String archive = minutes(400);
    String[] settings = {
      archive,
      "archive.format=csv",
      "archive.columns.features=[value]",
      "window.length=8",
      "network.encoder=[4]",
      "network.decoder=[4]",
      "training.epochs=1"
    };
    assertThat(run("ingest", settings).code()).isZero();
    assertThat(run("train", settings).code()).isZero();
    Path model;
    try (var models = Files.list(directory.resolve("output/models"))) {
      model = models.findFirst().orElseThrow();
    }
    Path parameters = model.resolve("parameters.bin");
    byte[] bytes = Files.readAllBytes(parameters);
    bytes[17] ^= 1;
    Files.write(parameters, bytes);
    Files.deleteIfExists(model.resolve(".parameters.bin.crc"));
    InProcess.Ended ended = run("score", settings);
    assertThat(ended.error()).contains("parameters.bin of the model does not match its checksum");
    assertThat(ended.code()).isEqualTo(3);
  }
}

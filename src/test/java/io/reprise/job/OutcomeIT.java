package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler finds of a job that it started, by the name that it gave the run. */
@Tag("once")
class OutcomeIT {

  @TempDir private Path directory;

  private SmallArchive small;

  @BeforeEach
  void write() throws IOException {
    small = SmallArchive.write(directory, 400);
  }

  private InProcess.Ended run(String job, String name, String... settings) {
    return small.run(List.of(job, "--run", name), settings);
  }

  private JsonNode outcome(String name) throws IOException {
    return json("outcomes/" + name + ".json");
  }

  private JsonNode json(String path) throws IOException {
    return small.json(path);
  }

  @Test
  void anAuditTellsWhatItPublishedAndFound() throws IOException {
    InProcess.Ended ended = run("audit", "night.1", "report.fail-above=0");
    JsonNode outcome = outcome("night.1");
    JsonNode report = json("reports/night.1/report.json");
    assertThat(ended.code()).as(ended.error()).isIn(0, 4);
    assertThat(outcome.get("code").asInt()).isEqualTo(ended.code());
    assertThat(outcome.get("version").asInt()).isEqualTo(1);
    assertThat(outcome.get("run").asText()).isEqualTo("night.1");
    assertThat(outcome.get("job").asText()).isEqualTo("audit");
    assertThat(outcome.get("sentence").isNull()).isEqualTo(ended.code() == 0);
    for (String kind : List.of("series", "quarantine", "model", "scores", "report")) {
      assertThat(outcome.at("/published/" + kind).asText()).isEqualTo("night.1");
      assertThat(json("latest.json").get(kind).asText()).isEqualTo("night.1");
    }
    assertThat(outcome.at("/rows/read").asLong()).isEqualTo(400);
    assertThat(outcome.at("/rows/kept").asLong()).isEqualTo(400);
    assertThat(outcome.get("events").asLong()).isEqualTo(report.at("/events").size());
    assertThat(outcome.get("report").asText()).endsWith("reports/night.1/report.html");
    assertThat(outcome.get("configSha256")).isEqualTo(report.at("/run/configSha256"));
    assertThat(outcome.get("flaggedFraction").isNumber()).isTrue();

    String latest = Files.readString(directory.resolve("output/latest.json"));
    InProcess.Ended again = run("audit", "night.1", "report.fail-above=0");
    assertThat(again.code()).as("a retry gives the same verdict").isEqualTo(ended.code());
    assertThat(again.output()).contains("Run night.1 is published already");
    assertThat(Files.readString(directory.resolve("output/latest.json"))).isEqualTo(latest);

    InProcess.Ended other = run("audit", "night.1", "report.fail-above=0", "window.stride=2");
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.error()).contains("--run night.1: a run of that name is published");
    assertThat(outcome("night.1")).as("the verdict stays").isEqualTo(outcome);
    assertThat(run("train", "night.1", "report.fail-above=0").code())
        .as("another job")
        .isEqualTo(3);
  }

  @Test
  void aRunThatAnotherHasReplacedIsNotDeletedByARetry() throws IOException {
    assertThat(run("ingest", "first").code()).isZero();
    assertThat(run("train", "model-1").code()).isZero();
    assertThat(run("train", "model-2").code()).isZero();
    Path model = directory.resolve("output/models/model-1/parameters.bin");
    byte[] weights = Files.readAllBytes(model);

    InProcess.Ended again = run("train", "model-1");

    assertThat(again.code()).isZero();
    assertThat(again.output()).contains("Run model-1 is published already");
    assertThat(Files.readAllBytes(model)).isEqualTo(weights);
    assertThat(json("latest.json").get("model").asText()).isEqualTo("model-2");
  }

  @Test
  void aJobThatFailsSaysWhyAndMayBeTriedAgain() throws IOException {
    InProcess.Ended refused = run("ingest", "day", "window.length=500");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(outcome("day").get("code").asInt()).isEqualTo(3);
    assertThat(outcome("day").get("sentence").asText()).startsWith("window.length = 500");
    assertThat(outcome("day").get("published")).isEmpty();

    InProcess.Ended ingested = run("ingest", "day");
    assertThat(ingested.code()).as(ingested.error()).isZero();
    assertThat(outcome("day").get("code").asInt()).isZero();
    assertThat(outcome("day").at("/published/series").asText()).isEqualTo("day");

    assertThat(run("report", "later").code()).isEqualTo(3);
    assertThat(outcome("later").get("sentence").asText()).contains("names no scores");
  }

  @Test
  void aConfigurationThatCannotBeReadHasAVerdictToo() throws IOException {
    assertThat(run("ingest", "typo", "window.lenght=8").code()).isEqualTo(2);
    assertThat(outcome("typo").get("code").asInt()).isEqualTo(2);
    assertThat(outcome("typo").get("job").asText()).isEqualTo("ingest");
    assertThat(outcome("typo").get("sentence").asText()).contains("window.lenght");
    assertThat(outcome("typo").get("configSha256").isNull()).isTrue();

    assertThat(run("ingest", "typo").code()).isZero();
    JsonNode published = outcome("typo");
    assertThat(run("ingest", "typo", "window.lenght=8").code()).isEqualTo(2);
    assertThat(outcome("typo")).as("what is published stays so").isEqualTo(published);
  }

  @Test
  void aRunHasANameThatIsOne() {
    for (String name : List.of("a/b", "../up", ".hidden", "_hidden", "a b", "")) {
      InProcess.Ended ended = run("ingest", name);
      assertThat(ended.code()).as(name).isEqualTo(2);
      assertThat(ended.error()).contains("--run");
    }
  }
}

package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which model scores: judged against the champion, promoted by hand, rolled back; and expiry. */
@Tag("once")
class ModelsIT {

  @TempDir private Path directory;

  private SmallArchive small;

  @BeforeEach
  void write() throws IOException {
    small = SmallArchive.write(directory, 600);
  }

  private InProcess.Ended run(List<String> job, String... settings) {
    InProcess.Ended ended = small.run(job, settings);
    assertThat(ended.code()).as(ended.error()).isIn(0, 3);
    return ended;
  }

  private void train(String name, String... settings) {
    assertThat(
            run(
                    List.of("train", "--run", name),
                    Stream.concat(
                            Stream.of(
                                "window.stride=2",
                                "network.encoder=[8]",
                                "network.decoder=[8]",
                                "training.learning-rate=0.01"),
                            Stream.of(settings))
                        .toArray(String[]::new))
                .code())
        .isZero();
  }

  private JsonNode json(String path) throws IOException {
    return small.json(path);
  }

  private String champion() throws IOException {
    return json("latest.json").get("champion").asText();
  }

  private JsonNode promotion(String run) throws IOException {
    return json("outcomes/" + run + ".json").get("promotion");
  }

  @Test
  void theBetterModelScoresAndPeopleMayDecideOtherwise() throws IOException {
    run(List.of("ingest", "--run", "series"));
    train("good", "training.epochs=30");
    assertThat(champion()).isEqualTo("good");
    assertThat(promotion("good").get("champion").isNull()).isTrue();
    assertThat(promotion("good").get("championError").isNull()).isTrue();

    train("bad", "training.epochs=1", "training.promote=if-no-worse");
    JsonNode judged = promotion("bad");
    assertThat(judged.get("promoted").asBoolean()).isFalse();
    assertThat(judged.get("champion").asText()).isEqualTo("good");
    assertThat(judged.get("championError").asDouble())
        .as("the champion is judged as it was before")
        .isEqualTo(promotion("good").get("candidateError").asDouble());
    assertThat(judged.get("candidateError").asDouble())
        .isGreaterThan(judged.get("championError").asDouble());
    assertThat(json("latest.json").get("model").asText()).isEqualTo("bad");
    assertThat(champion()).isEqualTo("good");

    train(
        "tolerated",
        "training.epochs=1",
        "training.promote=if-no-worse",
        "training.promote-tolerance=100000");
    assertThat(champion()).isEqualTo("tolerated");
    train("never", "training.epochs=30", "training.promote=never");
    assertThat(champion()).isEqualTo("tolerated");

    run(List.of("score", "--run", "scores"));
    assertThat(json("scores/scores/manifest.json").get("model").asText()).isEqualTo("tolerated");

    String listed = run(List.of("models", "--promote", "never")).output();
    assertThat(champion()).isEqualTo("never");
    assertThat(listed)
        .containsPattern("\\* never +series +0[.][0-9]+ +[0-9.-]+ +20")
        .contains("bad");
    run(List.of("models", "--rollback"));
    assertThat(champion()).isEqualTo("tolerated");
    assertThat(run(List.of("models", "--rollback")).output()).contains("(rolled back)");
    assertThat(champion()).isEqualTo("good");
    InProcess.Ended refused = run(List.of("models", "--rollback"));
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.error()).contains("no model was the champion before good");
    InProcess.Ended unknown = run(List.of("models", "--promote", "nobody"));
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.error()).contains("There is no model nobody");

    String plan = run(List.of("expire"), "retention.keep=1").output();
    assertThat(plan).as("all is young").contains("Nothing was removed. --yes would remove 0");
    String young = run(List.of("expire", "--yes"), "retention.age=1 day").output();
    assertThat(young).contains("Removed 0");
  }

  @Test
  void aModelThatCannotReplayTheSeriesIsReplaced() throws IOException {
    run(List.of("ingest", "--run", "series"));
    train("long", "training.epochs=1");
    run(List.of("ingest", "--run", "others"), "window.length=4", "window.stride=2");
    train("short", "training.epochs=1", "training.promote=if-no-worse", "window.length=4");
    assertThat(champion()).isEqualTo("short");
    assertThat(promotion("short").get("championError").isNull()).isTrue();
  }

  @Test
  void theLastTrysVerdictIsGoneBeforeTheNextBegins() throws IOException {
    assertThat(run(List.of("ingest", "--run", "night"), "window.length=2000").code()).isEqualTo(3);
    assertThat(json("outcomes/night.json").get("code").asInt()).isEqualTo(3);
    assertThat(run(List.of("ingest", "--run", "night")).code()).isZero();
    assertThat(json("outcomes/night.json").get("code").asInt()).isZero();
  }
}

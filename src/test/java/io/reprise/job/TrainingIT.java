package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings as processes, of which one or another is killed: the weights are the same bits. */
class TrainingIT {

  private static final List<String> LOCAL =
      List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false");

  @TempDir private static Path directory;

  private static Jobs jobs;

  /** Of a training that nobody disturbed. */
  private static byte[] expected;

  @BeforeAll
  static void ingestAndTrain() throws Exception {
    jobs =
        new Jobs(
            directory,
            "archive.path=" + directory.resolve("archive"),
            "archive.layout=sequences",
            "archive.columns.series=series",
            "window.length=0",
            "normalize.scope=global",
            "network.encoder=[32]",
            "network.decoder=[32]",
            "training.epochs=5",
            "training.averaging-frequency=4",
            "training.workers=2",
            "training.checkpoint.rounds=3",
            "generate.kind=signals",
            "generate.signals.sequences=6000",
            "generate.signals.points=60");
    for (String job : List.of("generate", "ingest")) {
      InProcess.Ended ended = jobs.here(job);
      assertThat(ended.code()).as(ended.error()).isZero();
    }
    Jobs.Ended ended = jobs.run("train", Map.of(), LOCAL);
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(jobs.output().resolve("checkpoints")).as("not needed any more").isEmptyDirectory();
    expected = weights();
  }

  private static byte[] weights() throws Exception {
    return Files.readAllBytes(
        jobs.output().resolve("models/" + jobs.latest("model") + "/parameters.bin"));
  }

  @Test
  void aDriverThatWasKilledGoesOnToTheSameWeights() throws Exception {
    String published = jobs.latest("model");

    Jobs.Started started = jobs.start("train", Map.of(), LOCAL);
    started.awaitOutput("epoch 2/5");
    assertThat(started.process().toHandle().destroyForcibly()).as("SIGKILL").isTrue();
    assertThat(started.end().code()).as("killed").isEqualTo(128 + 9);
    assertThat(jobs.latest("model")).as("nothing was published").isEqualTo(published);
    Path checkpoints = jobs.output().resolve("checkpoints");
    assertThat(checkpoints.resolve("latest.json")).exists();

    Jobs.Ended resumed = jobs.run("train", Map.of(), LOCAL, "training.resume=true");
    assertThat(resumed.code()).as(resumed.output()).isZero();
    assertThat(resumed.output()).contains("resumed in epoch ").doesNotContain("epoch 1/5");
    assertThat(jobs.latest("model")).isNotEqualTo(published);
    assertThat(weights()).isEqualTo(expected);
    assertThat(checkpoints).isEmptyDirectory();
  }

  @Test
  void anExecutorThatWasKilledLeavesTheSameWeights() throws Exception {
    String home = System.getenv("REPRISE_SPARK_HOME_" + Jobs.line());
    Required.require(home != null, "REPRISE_SPARK_HOME_" + Jobs.line() + " names no Spark");
    Map<String, String> environment = Map.of("SPARK_HOME", home);
    List<String> cluster =
        List.of("--master", "local-cluster[2,1,1024]", "--conf", "spark.executor.memory=1g");
    Jobs.Started started = jobs.start("train", environment, cluster);
    started.awaitOutput("epoch 2/5");
    ProcessHandle executor =
        started
            .process()
            .descendants()
            .filter(each -> commandLine(each).contains("CoarseGrainedExecutorBackend"))
            .findFirst()
            .orElseThrow();
    assertThat(executor.destroyForcibly()).as("SIGKILL").isTrue();
    Jobs.Ended ended = started.end();
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("epoch 5/5");
    assertThat(weights()).isEqualTo(expected);
  }

  private static String commandLine(ProcessHandle process) {
    Path arguments = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return Files.readString(arguments).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}

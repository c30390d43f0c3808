package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void yarnIsToldTheSentenceInsteadOfACodeThatItNeverSees() {
    SparkConf yarn =
        new SparkConf(false).set("spark.master", "yarn").set("spark.submit.deployMode", "cluster");

    assertThatThrownBy(() -> Main.end(3, "archive.path = x: there is nothing there.", yarn))
        .isInstanceOf(JobFailedException.class)
        .hasMessage("exit code 3. archive.path = x: there is nothing there.")
        .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
  }

  @Test
  void onlyTheModeOfTheClusterCounts() {
    assertThat(Session.isInCluster(new SparkConf(false))).isFalse();
    assertThat(Session.isInCluster(new SparkConf(false).set("spark.submit.deployMode", "client")))
        .isFalse();
  }

  @Test
  void theTickerTellsTheStageOfAStack() {
    String stack =
        """
        org.apache.spark.api.java.JavaRDD.collect(JavaRDD.scala:1)
        io.reprise.stage.replay.ChunkScoring.score(ChunkScoring.java:1)
        io.reprise.stage.table.Store.writeTable(Store.java:1)
        io.reprise.stage.train.data.Workload.of(Workload.java:1)
        io.reprise.stage.score.ScoreStage.run(ScoreStage.java:1)
        io.reprise.stage.audit.AuditStage.run(AuditStage.java:1)
        io.reprise.job.AuditJob.run(AuditJob.java:1)
        """;

    assertThat(TaskTicker.stage(stack)).contains("score");
    assertThat(TaskTicker.stage("org.apache.spark.sql.Dataset.count(Dataset.scala:1)")).isEmpty();
  }
}

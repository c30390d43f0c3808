package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.stage.table.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A resource manager and a node manager over HDFS; needs a Spark distribution, and Hadoop as the
 * profile copies it.
 */
@Tag("platforms")
class YarnIT {

  @TempDir private Path directory;

  private SampleAudit audit;
  private HadoopServices hadoop;

  @BeforeEach
  void startCluster() throws IOException {
    audit = SampleAudit.in(directory);
    hadoop = HadoopServices.start(directory, "yarn");
  }

  @AfterEach
  void stopCluster() throws InterruptedException {
    if (hadoop != null) {
      hadoop.close();
    }
  }

  private Jobs.Ended audit(String mode, String run, String... settings) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--master",
                "yarn",
                "--deploy-mode",
                mode,
                "--num-executors",
                "2",
                "--driver-memory",
                "1g",
                "--executor-memory",
                "1g"));
    for (String setting :
        List.of(
            "spark.yarn.jars=local:" + audit.spark() + "/jars/*",
            "spark.executor.memoryOverhead=1g",
            "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
            "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1")) {
      options.addAll(List.of("--conf", setting));
    }
    return audit.run(
        hadoop.files() + "/output",
        run,
        Map.of("HADOOP_CONF_DIR", hadoop.conf().toString()),
        options,
        settings);
  }

  private Store store() {
    return new Store(hadoop.files() + "/output", new Configuration());
  }

  @Test
  void anAuditRunsByClientAndByClusterMode() throws Exception {
    String archive = "archive.path=" + hadoop.files() + "/archive";
    Jobs.Ended client = audit("client", "by-client", archive);

    assertThat(client.code()).as(client.output()).isZero();
    assertThat(store().outcome("by-client").orElseThrow().integer("code")).isZero();

    Jobs.Ended cluster = audit("cluster", "by-cluster", archive);

    assertThat(cluster.code()).as(cluster.output()).isZero();
    assertThat(store().outcome("by-cluster").orElseThrow().integer("code")).isZero();
    assertThat(store().champion()).isEqualTo("by-cluster");
    assertThat(logs()).as("logs in directories of logs").hasSize(1);
  }

  @Test
  void aRefusedInputIsTriedOnceAndToldByTheDiagnostics() throws Exception {
    Jobs.Ended ended = audit("cluster", "refused", "archive.path=/nowhere");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output())
        .contains("exit code 3. archive.path = /nowhere: there is nothing there");
    assertThat(store().outcome("refused").orElseThrow().integer("code")).isEqualTo(3);
    assertThat(logs()).as("of one attempt").hasSize(1);
  }

  /** Where the node manager keeps what its containers print. */
  private List<Path> logs() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("target"))) {
      return all.filter(path -> path.endsWith("reprise.log"))
          .filter(path -> path.toString().contains("logDir"))
          .toList();
    }
  }
}

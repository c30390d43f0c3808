package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers as processes; needs a Spark distribution. */
@Tag("platforms")
class StandaloneIT {

  @TempDir private Path directory;

  private final List<Service> services = new ArrayList<>();
  private SampleAudit audit;
  private String master;
  private Path output;

  @BeforeEach
  void startCluster() throws IOException {
    audit = SampleAudit.in(directory);
    output = directory.resolve("output");
    int port = Service.freePort();
    master = "spark://127.0.0.1:" + port;
    Service started =
        start(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    started.awaitOutput("I have been elected leader", 1);
    for (String worker : List.of("first", "second")) {
      start(
          worker,
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          "127.0.0.1",
          "--cores",
          "2",
          "--memory",
          "3g",
          "--webui-port",
          "0",
          "-d",
          directory.resolve(worker).toString(),
          master);
    }
    started.awaitOutput("Registering worker", 2);
  }

  private Service start(String name, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(audit.spark() + "/bin/spark-class"));
    all.addAll(List.of(command));
    Service service = Service.start(directory, name, Map.of("SPARK_HOME", audit.spark()), all);
    services.add(service);
    return service;
  }

  @AfterEach
  void stopCluster() throws InterruptedException {
    for (Service service : services) {
      service.close();
    }
  }

  private List<String> options(String mode) {
    return List.of(
        "--master",
        master,
        "--deploy-mode",
        mode,
        "--driver-memory",
        "1g",
        "--executor-memory",
        "1g",
        "--executor-cores",
        "1",
        "--total-executor-cores",
        "2");
  }

  @Test
  void anAuditGivesTheBitsOfALocalOneByClientAndByClusterMode() throws Exception {
    Jobs.Ended local =
        audit.run(output.toString(), "local", Map.of(), List.of("--master", "local[2]"));
    assertThat(local.code()).as(local.output()).isZero();

    Jobs.Ended client = audit.run(output.toString(), "client", Map.of(), options("client"));

    assertThat(client.code()).as(client.output()).isZero();
    assertThat(SampleAudit.weights(output, "client"))
        .isEqualTo(SampleAudit.weights(output, "local"));

    Jobs.Ended cluster = audit.run(output.toString(), "cluster", Map.of(), options("cluster"));

    assertThat(cluster.code()).as(cluster.output()).isZero();
    JsonNode outcome = SampleAudit.outcome(output, "cluster");
    assertThat(outcome.get("code").asInt()).as(outcome.toString()).isZero();
    assertThat(SampleAudit.weights(output, "cluster"))
        .isEqualTo(SampleAudit.weights(output, "local"));
  }

  @Test
  void aRefusedInputHasItsCodeByClientModeAndItsOutcomeByClusterMode() throws Exception {
    Jobs.Ended client =
        audit.run(
            output.toString(), "client", Map.of(), options("client"), "archive.path=/nowhere");

    assertThat(client.output()).contains("archive.path = /nowhere: there is nothing there");
    assertThat(client.code()).isEqualTo(3);

    audit.run(output.toString(), "cluster", Map.of(), options("cluster"), "archive.path=/nowhere");

    JsonNode outcome = SampleAudit.outcome(output, "cluster");
    assertThat(outcome.get("code").asInt()).isEqualTo(3);
    assertThat(outcome.get("sentence").asText()).startsWith("archive.path = /nowhere: there is");
    assertThat(logsOfDrivers()).as("the log is beside what the driver prints").hasSize(1);
  }

  private List<Path> logsOfDrivers() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String worker : List.of("first", "second")) {
      try (Stream<Path> all = Files.walk(directory.resolve(worker), 2)) {
        all.filter(path -> path.endsWith("reprise.log")).forEach(logs::add);
      }
    }
    return logs;
  }
}

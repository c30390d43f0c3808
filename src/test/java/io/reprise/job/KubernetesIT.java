package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What spark-submit asks Kubernetes for, as a server gets it that grants everything. No pod runs.
 * It needs a Spark distribution.
 */
@Tag("platforms")
class KubernetesIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer api;

  @BeforeEach
  void startServer() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", this::grant);
    api.start();
  }

  @AfterEach
  void stopServer() {
    api.stop(0);
  }

  private void grant(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
    if (body.length > 0) {
      ObjectNode object = (ObjectNode) JSON.readTree(body);
      asked.add(object.deepCopy());
      object.withObject("/metadata").put("uid", UUID.randomUUID().toString());
      answer = JSON.writeValueAsBytes(object);
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private JsonNode driver() {
    return asked.stream()
        .filter(each -> each.path("kind").asText().equals("Pod"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pod was asked for, but " + asked));
  }

  @Test
  void theDriversPodHasOurSettingsAndNoSecret() throws Exception {
    String spark = SampleAudit.in(directory).spark();
    Jobs.Ended ended =
        new Jobs(directory)
            .start(
                List.of(
                    spark + "/bin/spark-submit",
                    "--master",
                    "k8s://http://127.0.0.1:" + api.getAddress().getPort(),
                    "--deploy-mode",
                    "cluster",
                    "--properties-file",
                    "conf/spark-defaults.conf",
                    "--driver-memory",
                    "2g",
                    "--conf",
                    "spark.kubernetes.container.image=registry/reprise",
                    "--conf",
                    "spark.kubernetes.submission.waitAppCompletion=false",
                    "--conf",
                    "spark.driver.memoryOverhead=2g",
                    "--class",
                    "io.reprise.job.Main",
                    "local:///opt/reprise/reprise.jar",
                    "audit",
                    "--config",
                    "/opt/reprise/pumps.conf"),
                Map.of(
                    "SPARK_HOME",
                    spark,
                    "AWS_ACCESS_KEY_ID",
                    "somebody",
                    "AWS_SECRET_ACCESS_KEY",
                    "hunter2"))
            .end();

    assertThat(ended.code()).as(ended.output()).isZero();
    JsonNode container = driver().at("/spec/containers/0");
    assertThat(container.at("/image").asText()).isEqualTo("registry/reprise");
    assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("4096Mi");
    assertThat(texts(container.get("args")))
        .containsSubsequence("io.reprise.job.Main", "local:///opt/reprise/reprise.jar", "audit")
        .endsWith("--config", "/opt/reprise/pumps.conf");
    assertThat(container.get("env"))
        .anyMatch(
            each ->
                each.path("name").asText().equals("OMP_NUM_THREADS")
                    && each.path("value").asText().equals("1"));
    assertThat(driver().at("/spec/restartPolicy").asText())
        .as("a job that fails runs once")
        .isEqualTo("Never");
    assertThat(asked.toString()).doesNotContain("hunter2");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}

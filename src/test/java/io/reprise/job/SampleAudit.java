package io.reprise.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** Short audits of the sample by the scripts and a Spark distribution, on any platform. */
record SampleAudit(Path directory, String spark) {

  private static final Path ROOT = Path.of("").toAbsolutePath();

  /** With the distribution of this line of Spark. */
  static SampleAudit in(Path directory) {
    String variable = "REPRISE_SPARK_HOME_" + Jobs.line();
    String spark = System.getenv(variable);
    Required.require(spark != null, variable + " names no Spark distribution");
    return new SampleAudit(directory, spark);
  }

  static String archive() {
    return ROOT.resolve("sample-data/pumps").toString();
  }

  /** Runs an audit to its end, or until it is handed over in cluster mode. */
  Jobs.Ended run(
      String output,
      String run,
      Map<String, String> environment,
      List<String> options,
      String... settings)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "jobs/audit",
                "--config",
                ROOT.resolve("conf/recipes/sample.conf").toString(),
                "--run",
                run));
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.path=" + archive(),
                "output.path=" + output,
                "training.epochs=1",
                "training.workers=2"));
    all.addAll(List.of(settings));
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    command.add("--");
    command.addAll(options);
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    Map<String, String> variables = new TreeMap<>(environment);
    variables.putIfAbsent("SPARK_HOME", spark);
    variables.put("SPARK_LOCAL_IP", "127.0.0.1");
    return new Jobs(directory).start(command, variables).end();
  }

  /** The verdict on a run under a local output, as soon as there is one. */
  static JsonNode outcome(Path output, String run) throws IOException {
    Path file = output.resolve("outcomes/" + run + ".json");
    Awaitility.await(file.toString()).atMost(Duration.ofMinutes(8)).until(() -> Files.exists(file));
    return new ObjectMapper().readTree(file.toFile());
  }

  /** The parameters of a model under a local output. */
  static byte[] weights(Path output, String run) throws IOException {
    return Files.readAllBytes(output.resolve("models/" + run + "/parameters.bin"));
  }
}

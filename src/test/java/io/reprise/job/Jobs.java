package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Runs the scripts under jobs/ with the settings of a test, and reads what they publish. */
record Jobs(Path directory, Path output, List<String> settings) {

  Jobs(Path directory, String... settings) {
    this(directory, directory.resolve("output"), List.of(settings));
  }

  record Ended(int code, String output) {}

  /** Runs a job in this JVM, which must do. */
  InProcess.Ended here(String job, String... more) {
    List<String> arguments = new ArrayList<>(List.of(job));
    arguments.addAll(arguments(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  /** The same settings with another output. */
  Jobs into(Path other) {
    return new Jobs(directory, other, settings);
  }

  static String line() {
    return System.getProperty("reprise.spark.line", "3");
  }

  /** A job at work; what it prints goes to a file. */
  record Started(Process process, Path printed) {

    void awaitOutput(String text) {
      awaiting("it prints " + text, Duration.ofMillis(20)).until(() -> output().contains(text));
    }

    /** As the kernel does when memory runs out: nobody is asked. */
    void kill() throws InterruptedException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }

    /** Kills the job as soon as there is a path like {@code glob} in a directory of results. */
    void killOnceThereIs(String glob, Path results) throws InterruptedException {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      awaiting("there is " + glob, Duration.ofMillis(2)).until(() -> exists(matcher, results));
      kill();
    }

    private ConditionFactory awaiting(String what, Duration interval) {
      return Awaitility.await(what)
          .pollInterval(interval)
          .atMost(Duration.ofMinutes(10))
          .failFast(
              "the job has ended before",
              () -> assertThat(process.isAlive()).as("still at work:%n%s", output()).isTrue());
    }

    private static boolean exists(PathMatcher matcher, Path results) throws IOException {
      try (Stream<Path> found = Files.walk(results, 5)) {
        return found.anyMatch(matcher::matches);
      } catch (UncheckedIOException e) {
        // A directory went away while it was walked.
        return false;
      }
    }

    Ended end() throws IOException, InterruptedException {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("the job ends").isTrue();
      return new Ended(process.exitValue(), output());
    }

    private String output() throws IOException {
      return Files.readString(printed, StandardCharsets.UTF_8);
    }
  }

  Ended run(String job, Map<String, String> environment, List<String> sparkOptions, String... more)
      throws IOException, InterruptedException {
    return start(job, environment, sparkOptions, more).end();
  }

  Started start(
      String job, Map<String, String> environment, List<String> sparkOptions, String... more)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("jobs/" + job));
    command.addAll(arguments(more));
    command.add("--");
    command.addAll(sparkOptions);
    return start(command, environment);
  }

  private List<String> arguments(String... more) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    all.add("output.path=" + output);
    return all.stream().flatMap(setting -> Stream.of("--set", setting)).toList();
  }

  Ended help(String job) throws IOException, InterruptedException {
    return start(List.of("jobs/" + job, "--help"), Map.of()).end();
  }

  Started start(List<String> command, Map<String, String> environment) throws IOException {
    Path printed = Files.createTempFile(directory, "job", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("REPRISE_SPARK_LINE", line());
    // Most of a short job's time would be the compiler's.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    builder.environment().put("REPRISE_LOG", directory.resolve("reprise.log").toString());
    builder.environment().putAll(environment);
    return new Started(builder.start(), printed);
  }

  String latest(String entry) throws IOException {
    return json("latest.json").get(entry).asText();
  }

  JsonNode report(String run) throws IOException {
    return json("reports/" + run + "/report.json");
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(output.resolve(path).toFile());
  }
}

package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process that serves on loopback for the time of a test; what it prints goes to a file. */
record Service(Process process, Path printed) implements AutoCloseable {

  static Service start(
      Path directory, String name, Map<String, String> environment, List<String> command)
      throws IOException {
    Path printed = directory.resolve(name + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(environment);
    return new Service(builder.start(), printed);
  }

  /** A port that nobody listens to, a moment ago at least. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it has printed a text so many times. */
  Service awaitOutput(String text, int times) {
    Awaitility.await(text)
        .atMost(Duration.ofMinutes(3))
        .failFast(
            "it has ended before",
            () -> assertThat(process.isAlive()).as("it runs:%n%s", said()).isTrue())
        .until(() -> said().split(text, -1).length > times);
    return this;
  }

  private String said() throws IOException {
    return Files.readString(printed, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

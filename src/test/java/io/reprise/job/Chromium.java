package io.reprise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens a page in headless Chromium and tells what it drew, said and asked for. */
final class Chromium {

  private Chromium() {}

  record Opened(String dom, List<String> console, List<String> requests) {}

  static Opened open(Path page, Path directory) throws IOException, InterruptedException {
    Optional<Path> binary =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
    Jobs.require(binary.isPresent(), "there is no chromium on the PATH");
    Path dom = directory.resolve("dom.html");
    Path log = directory.resolve("chromium.log");
    Path network = directory.resolve("network.json");
    Process process =
        new ProcessBuilder(
                binary.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + directory.resolve("chromium"),
                "--log-net-log=" + network,
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("Chromium ends").isTrue();
    return new Opened(
        Files.readString(dom, StandardCharsets.UTF_8),
        Files.readAllLines(log, StandardCharsets.UTF_8).stream()
            .filter(line -> line.contains(":CONSOLE"))
            .toList(),
        requests(network, page));
  }

  /** Every URL of the network log but those that Chromium itself asks for at its start. */
  private static List<String> requests(Path network, Path page) throws IOException {
    List<String> urls = new ArrayList<>();
    for (JsonNode event : new ObjectMapper().readTree(network.toFile()).get("events")) {
      JsonNode parameters = event.path("params");
      String initiator = parameters.path("initiator").asText("");
      if (parameters.has("url") && !initiator.equals("not an origin") && !initiator.isEmpty()) {
        urls.add(parameters.get("url").asText());
      }
    }
    assertThat(Files.size(network)).as("the network log of %s", page).isPositive();
    return urls;
  }
}

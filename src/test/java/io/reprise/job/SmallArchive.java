package io.reprise.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sine by minutes, and jobs in this process that read it with a network of few units. */
final class SmallArchive {

  private final Path archive;
  private final Path output;

  private SmallArchive(Path directory) {
    this.archive = directory.resolve("archive");
    this.output = directory.resolve("output");
  }

  static SmallArchive write(Path directory, int points) throws IOException {
    SmallArchive small = new SmallArchive(directory);
    List<String> lines = new ArrayList<>(List.of("time,value"));
    for (int i = 0; i < points; i++) {
      lines.add("2024-01-01T%02d:%02d:00Z,%s".formatted(i / 60, i % 60, Math.sin(i / 5.0)));
    }
    Files.createDirectories(small.archive);
    Files.write(small.archive.resolve("data.csv"), lines);
    return small;
  }

  /** Runs a job with its own options and these settings. */
  InProcess.Ended run(List<String> job, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.path=" + archive,
                "archive.format=csv",
                "output.path=" + output,
                "window.length=8",
                "network.encoder=[4]",
                "network.decoder=[4]",
                "training.epochs=1"));
    all.addAll(List.of(settings));
    List<String> arguments = new ArrayList<>(job);
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  /** A JSON file under the output. */
  JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(output.resolve(path).toFile());
  }
}

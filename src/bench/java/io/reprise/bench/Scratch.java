package io.reprise.bench;

import io.reprise.stage.SessionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** A directory that a benchmark fills, and Spark sessions that keep their files in it. */
public final class Scratch {

  private Scratch() {}

  public static Path directory() throws IOException {
    return Files.createTempDirectory("reprise-bench");
  }

  /** A local session as the jobs have it. */
  public static SparkSession session(String name, int cores, Path directory) {
    String master = "local[%d]".formatted(cores);
    return SparkSession.builder()
        .master(master)
        .config(Map.copyOf(SessionSettings.of(master)))
        .appName(name)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.local.dir", directory.resolve("spark").toString())
        .getOrCreate();
  }

  public static void delete(Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

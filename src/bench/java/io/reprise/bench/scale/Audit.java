package io.reprise.bench.scale;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An audit as a process of its own, whose driver has {@value #HEAP} of heap. In local mode this is
 * all the heap that there is. With executors apart from it, what it holds is the driver's share.
 */
record Audit(String what, String master, List<String> start, boolean watched) {

  private static final String HEAP = "2g";
  private static final int WORKERS = 2;
  private static final Path ROOT = Path.of("").toAbsolutePath();

  static Audit local() {
    return new Audit("audit", "local[%d]".formatted(WORKERS), embedded(), false);
  }

  /** The second needs the jar and a Spark distribution, whose executors are processes. */
  static List<Audit> kinds() {
    List<Audit> kinds = new ArrayList<>();
    kinds.add(local());
    Path jar = ROOT.resolve("target/reprise.jar");
    Optional<String> spark = Optional.ofNullable(System.getenv("REPRISE_SPARK_HOME_3"));
    if (spark.isPresent() && Files.exists(jar)) {
      kinds.add(
          new Audit(
              "audit, executors apart",
              "local-cluster[%d,1,2048]".formatted(WORKERS),
              List.of(
                  spark.get() + "/bin/spark-submit",
                  "--driver-memory",
                  HEAP,
                  "--conf",
                  "spark.executor.memory=2g",
                  "--class",
                  "io.reprise.job.Main"),
              true));
    } else {
      System.out.println(
          "The driver's share is not measured: it takes REPRISE_SPARK_HOME_3 and target/reprise.jar.");
    }
    return kinds;
  }

  /** This very class path, which has Spark and the classes, but no jar. */
  private static List<String> embedded() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + ROOT.resolve("jobs/java-options"),
        "-Xmx" + HEAP,
        "-Dlog4j2.configurationFile=" + ROOT.resolve("conf/log4j2.properties"),
        "-cp",
        System.getProperty("java.class.path"),
        "org.apache.spark.deploy.SparkSubmit",
        "--class",
        "io.reprise.job.Main");
  }

  Row run(Archive archive, Path source, Path output) {
    try {
      Files.createDirectories(output);
      File said = output.resolve("said.txt").toFile();
      long started = System.nanoTime();
      Process process =
          new ProcessBuilder(command(source, output))
              .redirectErrorStream(true)
              .redirectOutput(said)
              .start();
      OptionalLong peak = watched ? peak(process) : OptionalLong.empty();
      boolean ok = process.waitFor() == 0;
      double seconds = (System.nanoTime() - started) / 1e9;
      if (!ok) {
        tail(said.toPath()).forEach(System.out::println);
      }
      return new Row(
          what,
          archive.series(),
          archive.rows(),
          WORKERS,
          seconds,
          archive.rows() / seconds,
          peak.orElse(0),
          0,
          ok);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The audit was interrupted", e);
    }
  }

  private static OptionalLong peak(Process process) throws InterruptedException {
    DriverHeap heap = new DriverHeap(process.toHandle());
    Thread watch = new Thread(heap::watch, "driver heap");
    watch.setDaemon(true);
    watch.start();
    process.waitFor();
    watch.interrupt();
    watch.join();
    return heap.peakMegabytes();
  }

  private List<String> command(Path source, Path output) {
    List<String> command = new ArrayList<>(start);
    command.addAll(
        List.of(
            "--master",
            master,
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.driver.bindAddress=127.0.0.1",
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--conf",
            "spark.local.dir=" + output.resolveSibling("spark"),
            watched ? ROOT.resolve("target/reprise.jar").toString() : "spark-internal",
            "audit"));
    settings(source, output).forEach(setting -> command.addAll(List.of("--set", setting)));
    return command;
  }

  /** A small network and one epoch: the training of a window costs the same in any archive. */
  private static List<String> settings(Path source, Path output) {
    return List.of(
        "archive.path=" + source,
        "archive.columns.series=series",
        "archive.columns.time=time",
        "output.path=" + output,
        "ingest.partition=year",
        "window.length=8",
        "window.stride=4",
        "network.encoder=[8]",
        "network.decoder=[8]",
        "training.epochs=1",
        "training.batch=512");
  }

  private static List<String> tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.reprise.bench.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.reprise.bench.Benchmark;
import io.reprise.bench.Form;
import io.reprise.bench.HeapWatch;
import io.reprise.bench.Machine;
import io.reprise.bench.Scratch;
import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.core.json.Json;
import io.reprise.stage.StageContext;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Ingest against the least that Spark could do with the same rows: read them, sort them by series
 * and time, write them.
 */
public final class IngestBenchmark implements Benchmark {

  private static final Archive WARM_UP = new Archive(1_000_000, 1_000);
  private static final List<Archive> ARCHIVES =
      List.of(
          new Archive(20_000_000, 1_000),
          new Archive(100_000_000, 1_000),
          new Archive(50_000_000, 1));

  private static final Archive SMALL = new Archive(10_000, 10);

  @Override
  public void run(Path results, Form form) throws IOException {
    Path directory = Scratch.directory();
    try (SparkSession spark = Scratch.session("ingest benchmark", 2, directory)) {
      measure(spark, directory, form.of(WARM_UP, SMALL));
      List<Result> found = new ArrayList<>();
      for (Archive archive : form.of(ARCHIVES, List.of(SMALL, new Archive(10_000, 1)))) {
        found.add(measure(spark, directory, archive));
      }
      print(found);
      write(results.resolve("ingest.json"), found);
    } finally {
      Scratch.delete(directory);
    }
  }

  private static Result measure(SparkSession spark, Path directory, Archive archive) {
    Path source = directory.resolve("archive");
    archive.write(spark, source);
    double plain = seconds(() -> plainSort(spark, source, directory.resolve("sorted")));
    Scratch.delete(directory.resolve("sorted"));
    HeapWatch heap = HeapWatch.start();
    double ingest = seconds(() -> ingest(spark, source, directory.resolve("output")));
    long peak = heap.peakMegabytes();
    Scratch.delete(directory.resolve("output"));
    Scratch.delete(source);
    return new Result(archive.rows(), archive.series(), ingest, plain, peak);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void plainSort(SparkSession spark, Path source, Path target) {
    spark
        .read()
        .parquet(source.toString())
        .sort("series", "time")
        .write()
        .parquet(target.toString());
  }

  private static void ingest(SparkSession spark, Path source, Path output) {
    Configuration configuration =
        ConfigurationLoader.load(
            List.of(),
            List.of(
                "archive.path=" + source,
                "archive.columns.series=series",
                "archive.columns.time=time",
                "output.path=" + output),
            Optional.empty());
    Store store = new Store(output.toString(), spark.sparkContext().hadoopConfiguration());
    new IngestStage(new StageContext(spark, store, configuration, (format, values) -> {}))
        .run("measured");
  }

  private static void print(List<Result> results) throws IOException {
    System.out.printf("%n%s%n", Machine.line());
    System.out.println("        rows  series   ingest s  plain sort s   ratio  heap MB");
    results.forEach(result -> System.out.println(result.line()));
  }

  private static void write(Path file, List<Result> results) throws IOException {
    ArrayNode list = Json.array();
    results.forEach(result -> list.add(result.json()));
    Files.createDirectories(file.getParent());
    Files.write(file, Json.bytes(list));
  }
}

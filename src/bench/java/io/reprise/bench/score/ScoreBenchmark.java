package io.reprise.bench.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.reprise.bench.Benchmark;
import io.reprise.bench.Form;
import io.reprise.bench.HeapWatch;
import io.reprise.bench.Machine;
import io.reprise.bench.Scratch;
import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.core.json.Json;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Engine;
import io.reprise.stage.StageContext;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import io.reprise.stage.train.TrainStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** One feature, windows of 60 points every 10, and so six of them over each point; 64 units. */
public final class ScoreBenchmark implements Benchmark {

  private static final int THREADS = 2;
  private static final int STEPS = 60;
  private static final Archive WARM_UP = new Archive(100, 70);

  /** Of 1 and 4 million windows. */
  private static final List<Archive> ARCHIVES = List.of(new Archive(100, 70), new Archive(400, 70));

  private static final Archive SMALL = new Archive(2, 3);

  @Override
  public void run(Path results, Form form) throws IOException {
    Path directory = Scratch.directory();
    try (SparkSession spark = Scratch.session("score benchmark", THREADS, directory)) {
      StageContext context = context(spark, directory.resolve("output"));
      Bundle bundle = trained(context);
      Kernel kernel =
          new Kernel(
              new Autoencoder(bundle.network(), Engine.ONEDNN),
              context.configuration().scoring().batch(),
              THREADS,
              form.of(5_000_000_000L, 100_000_000L));
      measure(context, bundle, kernel, form.of(WARM_UP, SMALL));
      List<Result> found = new ArrayList<>();
      for (Archive archive : form.of(ARCHIVES, List.of(SMALL))) {
        found.add(measure(context, bundle, kernel, archive));
      }
      print(found);
      write(results.resolve("score.json"), found);
    } finally {
      Scratch.delete(directory);
    }
  }

  private static StageContext context(SparkSession spark, Path output) {
    Configuration configuration =
        ConfigurationLoader.load(
            List.of(),
            List.of(
                "output.path=" + output,
                "window.length=" + STEPS,
                "window.stride=10",
                "network.encoder=[64]",
                "network.decoder=[64]",
                "network.engine=onednn",
                "training.epochs=1"),
            Optional.empty());
    Store store = new Store(output.toString(), spark.sparkContext().hadoopConfiguration());
    return new StageContext(spark, store, configuration, (format, values) -> {});
  }

  /** Its speed does not depend on how well it is trained. */
  private static Bundle trained(StageContext context) {
    new Archive(1, 10).write(context.spark(), context.store(), "training", STEPS);
    SeriesTable series = SeriesTable.open(context.spark(), context.store(), "training");
    return new TrainStage(context).run(series, "model");
  }

  /** The kernel is measured before and after, for the machine may have other work by then. */
  private static Result measure(
      StageContext context, Bundle bundle, Kernel kernel, Archive archive) {
    archive.write(context.spark(), context.store(), "archive", STEPS);
    double before = kernel.rate();
    HeapWatch heap = HeapWatch.start();
    long started = System.nanoTime();
    SeriesTable series = SeriesTable.open(context.spark(), context.store(), "archive");
    ScoresTable scores = new ScoreStage(context).run(series, "model", bundle, "scores");
    double seconds = (System.nanoTime() - started) / 1e9;
    long peak = heap.peakMegabytes();
    double after = kernel.rate();
    Path output = Path.of(context.configuration().outputPath());
    Scratch.delete(output.resolve("series/archive"));
    Scratch.delete(output.resolve("scores/scores"));
    return new Result(scores.manifest().sequences(), seconds, (before + after) / 2, peak);
  }

  private static void print(List<Result> results) throws IOException {
    System.out.printf("%n%s%n", Machine.line());
    System.out.println("    windows         s      windows/s  kernel only/s   ratio  heap MB");
    results.forEach(result -> System.out.println(result.line()));
  }

  private static void write(Path file, List<Result> results) throws IOException {
    ArrayNode list = Json.array();
    results.forEach(result -> list.add(result.json()));
    Files.write(file, Json.bytes(list));
  }
}

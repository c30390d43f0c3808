package io.reprise.bench.training;

import io.reprise.bench.Scratch;
import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Batch;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Replayer;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.StageContext;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import io.reprise.stage.train.TrainStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A Spark session of so many cores, and a series table in it to train on. */
final class Arena implements AutoCloseable {

  static final int STEPS = 140;
  static final int UNITS = 64;

  /** Windows in a minibatch of one worker. */
  static final int BATCH = 64;

  /** DL4J's own default. */
  static final int FREQUENCY = 5;

  /** Ours. */
  static final int USUAL_FREQUENCY = 10;

  private final SparkSession spark;
  private final int cores;
  private final int sequences;
  private final Path directory;
  private final SeriesTable series;
  private int runs;

  /** Of the sequences four fifths train. */
  Arena(int cores, int sequences, Path directory) {
    this.cores = cores;
    this.sequences = sequences;
    this.directory = directory.resolve("cores-" + cores);
    this.spark = Scratch.session("training benchmark", cores, this.directory);
    new GenerateStage(context()).run();
    this.series = new IngestStage(context()).run("series");
  }

  SparkSession spark() {
    return spark;
  }

  int cores() {
    return cores;
  }

  private StageContext context(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "archive.path=" + directory.resolve("archive"),
                "output.path=" + directory.resolve("output"),
                "archive.layout=sequences",
                "archive.columns.series=series",
                "generate.kind=signals",
                "generate.signals.sequences=" + sequences,
                "generate.signals.points=" + STEPS,
                "window.length=" + STEPS,
                "split.train.fraction=0.8",
                "split.validation.fraction=0.1",
                "normalize.scope=global",
                "network.encoder=[%d]".formatted(UNITS),
                "network.decoder=[%d]".formatted(UNITS),
                "training.batch=" + BATCH * cores,
                "training.checkpoint.minutes=0"));
    settings.addAll(List.of(more));
    Configuration configuration = ConfigurationLoader.load(List.of(), settings, Optional.empty());
    Store store =
        new Store(
            directory.resolve("output").toString(), spark.sparkContext().hadoopConfiguration());
    return new StageContext(spark, store, configuration, (format, arguments) -> {});
  }

  /** Trains with our master, a worker a core. */
  Bundle train(int epochs, int frequency) {
    return new TrainStage(
            context("training.epochs=" + epochs, "training.averaging-frequency=" + frequency))
        .run(series, "run-" + runs++);
  }

  JavaRDD<Chunk> chunks(Bundle bundle, SplitPart part) {
    SplitPlan split = bundle.split();
    return series
        .chunks()
        .javaRDD()
        .map(ChunkRow::chunk)
        .filter(chunk -> !split.span(part, chunk).isEmpty());
  }

  /** The mean loss of a value of the validation sequences. */
  double validationLoss(Bundle bundle, Autoencoder autoencoder, float[] parameters) {
    MultiLayerNetwork network = autoencoder.build();
    Replayer replayer = autoencoder.replayer(network);
    replayer.load(parameters);
    double sum = 0;
    long values = 0;
    for (Chunk chunk : chunks(bundle, SplitPart.VALIDATION).collect()) {
      Batch batch = batch(bundle.normalizer(), chunk);
      float[] replayed = replayer.replay(batch);
      for (int i = 0; i < STEPS; i++) {
        sum += bundle.network().loss().measure(replayed[i] - batch.values()[i]);
        values++;
      }
    }
    Autoencoder.release(network);
    return sum / values;
  }

  static Batch batch(Normalizer normalizer, Chunk chunk) {
    Batch batch = new Batch(1, STEPS, 1);
    batch.append(
        chunk.values(),
        0,
        STEPS,
        normalizer.scaler(chunk.own().scaler(), chunk.values(), 0, STEPS));
    return batch;
  }

  @Override
  public void close() {
    spark.stop();
  }
}

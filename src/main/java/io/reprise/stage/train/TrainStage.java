package io.reprise.stage.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.reprise.config.Configuration;
import io.reprise.config.ThresholdConfig;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Epoch;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.TrainingState;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.score.Judging;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Part;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.ErrorSummary;
import io.reprise.stage.InputRefusedException;
import io.reprise.stage.Progress;
import io.reprise.stage.StageContext;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.SeriesTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;

/** Trains a model on a series table. */
public final class TrainStage {

  private final SparkSession spark;
  private final ModelStore models;
  private final Configuration configuration;
  private final Progress progress;

  public TrainStage(StageContext context) {
    this.spark = context.spark();
    this.models = new ModelStore(context.store());
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /** Writes the bundle under {@code id}; it is not published yet. */
  public Bundle run(SeriesTable table, String id) {
    SplitPlan split = Splits.plan(configuration.split(), table, configuration.training().seed());
    Windowing windowing = windowing(table);
    JavaRDD<Chunk> chunks = chunks(table.chunks(), split, windowing);
    chunks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Bundle bundle = train(table, split, windowing, chunks);
      models.write(id, bundle, configuration.resolved().text());
      return bundle;
    } finally {
      chunks.unpersist();
    }
  }

  private Windowing windowing(SeriesTable table) {
    boolean sequences = table.manifest().sequences();
    int length = configuration.window().length();
    if (!sequences && length > table.manifest().halo()) {
      throw new InputRefusedException(
          "window.length = %d, but the series were cut for windows of at most %d points; run ingest"
              + " again with this length, or shorten it.",
          length, table.manifest().halo());
    }
    if (length == 0) {
      length = table.chunks().agg(max("count")).first().getInt(0);
    }
    return new Windowing(length, Math.min(configuration.window().stride(), length), sequences);
  }

  /** The chunks that train or validate, spread over the workers in an order of their own. */
  private JavaRDD<Chunk> chunks(Dataset<ChunkRow> rows, SplitPlan split, Windowing windowing) {
    int workers = configuration.training().workers();
    int partitions = workers > 0 ? workers : spark.sparkContext().defaultParallelism();
    return rows.repartition(partitions, col("series"), col("start"))
        .sortWithinPartitions("series", "start")
        .javaRDD()
        .map(ChunkRow::chunk)
        .filter(
            chunk ->
                windowing.owned(chunk, split.span(Part.TRAIN, chunk)).length > 0
                    || windowing.covering(chunk, split.span(Part.VALIDATION, chunk)).length > 0);
  }

  private Bundle train(
      SeriesTable table, SplitPlan split, Windowing windowing, JavaRDD<Chunk> chunks) {
    boolean normalOnly = configuration.split().trainOnNormal();
    int features = table.manifest().features().size();
    Normalizer normalizer =
        new Fitting(
                configuration.normalize().method(),
                configuration.normalize().scope(),
                features,
                split,
                table.manifest().sequences(),
                normalOnly)
            .fit(chunks);
    NetworkSpec spec =
        new NetworkSpec(
            features,
            windowing.length(),
            configuration.network().encoder(),
            configuration.network().decoder(),
            configuration.network().loss(),
            configuration.training().learningRate(),
            configuration.training().seed());
    Autoencoder autoencoder = new Autoencoder(spec, configuration.network().engine().resolve());
    TrainingWindows windows =
        new TrainingWindows(
            windowing,
            split,
            normalizer,
            normalOnly,
            spec.steps(),
            configuration.training().batch(),
            configuration.training().seed());
    long count = chunks.map(windows::count).fold(0L, Long::sum);
    requireWindows(count, "train", "split.train");
    progress.say(
        "train    %,d sequences of %d steps, engine %s",
        count, spec.steps(), autoencoder.engine().text());
    Validation validation =
        new Validation(
            autoencoder,
            new Judging(windowing, normalizer, spec.loss(), configuration.scoring().batch()),
            split,
            normalOnly);
    Course course = new Course(autoencoder, windows, validation, chunks, count);
    course.run();
    Validation.Errors errors = course.bestErrors;
    Map<String, Validation.SeriesErrors> bySeries =
        configuration.threshold().scope() == ThresholdConfig.Scope.SERIES
            ? validation.bySeries(chunks, course.best.parameters())
            : Map.of();
    return new Bundle(
        spec,
        course.best.parameters(),
        course.best.updater(),
        table.manifest().features(),
        normalizer,
        windowing,
        table.id(),
        split,
        new Bundle.Training(
            count,
            errors.windows().calibrating().moments().count(),
            course.bestEpoch,
            course.history),
        Calibration.of(errors.windows(), of(bySeries, Validation.SeriesErrors::windows)),
        table.manifest().sequences()
            ? Optional.empty()
            : Optional.of(
                Calibration.of(errors.points(), of(bySeries, Validation.SeriesErrors::points))));
  }

  private static Map<String, ErrorSummary> of(
      Map<String, Validation.SeriesErrors> bySeries,
      Function<Validation.SeriesErrors, ErrorSummary> level) {
    Map<String, ErrorSummary> errors = new TreeMap<>();
    bySeries.forEach((series, both) -> errors.put(series, level.apply(both)));
    return errors;
  }

  private static void requireWindows(long count, String purpose, String key) {
    if (count == 0) {
      throw new InputRefusedException(
          "%s leaves no whole window to %s on; enlarge that part or shorten window.length.",
          key, purpose);
    }
  }

  /** The epochs of one training, and the best of them. */
  private final class Course {

    private final Autoencoder autoencoder;
    private final TrainingWindows windows;
    private final Validation validation;
    private final JavaRDD<Chunk> chunks;
    private final long count;
    private final List<Epoch> history = new ArrayList<>();
    private TrainingState best;
    private Validation.Errors bestErrors;
    private int bestEpoch;

    Course(
        Autoencoder autoencoder,
        TrainingWindows windows,
        Validation validation,
        JavaRDD<Chunk> chunks,
        long count) {
      this.autoencoder = autoencoder;
      this.windows = windows;
      this.validation = validation;
      this.chunks = chunks;
      this.count = count;
    }

    void run() {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      AveragingMaster master =
          new AveragingMaster(autoencoder, configuration.training().averagingFrequency());
      SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(context, autoencoder.build(), master);
      int epochs = configuration.training().epochs();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        context.setJobDescription("train: epoch %d of %d".formatted(epoch, epochs));
        epoch(epoch, network, master);
      }
      context.setJobDescription(null);
    }

    private void epoch(int epoch, SparkDl4jMultiLayer network, AveragingMaster master) {
      long started = System.nanoTime();
      network.fit(minibatches(epoch));
      double seconds = (System.nanoTime() - started) / 1e9;
      if (master.examples() != count) {
        throw new IllegalStateException(
            "Epoch %d saw %d of %d training windows".formatted(epoch, master.examples(), count));
      }
      TrainingState state = TrainingState.of(network.getNetwork());
      Validation.Errors errors = validation.errors(chunks, state.parameters());
      requireWindows(
          errors.windows().calibrating().moments().count(), "validate", "split.validation");
      double loss = errors.windows().calibrating().moments().mean();
      if (!Double.isFinite(loss)) {
        throw new InputRefusedException(
            "The validation loss of epoch %d is not a number; lower training.learning-rate, or set"
                + " normalize.method if it is none.",
            epoch);
      }
      if (best == null || loss < bestErrors.windows().calibrating().moments().mean()) {
        best = state;
        bestErrors = errors;
        bestEpoch = epoch;
      }
      history.add(new Epoch(epoch, master.loss(), loss, seconds, count / seconds));
      sayEpoch(started);
    }

    private JavaRDD<DataSet> minibatches(int epoch) {
      TrainingWindows drawn = windows;
      return chunks.mapPartitionsWithIndex(
          (partition, some) -> drawn.minibatches(epoch, partition, some), true);
    }

    private void sayEpoch(long started) {
      Epoch epoch = history.get(history.size() - 1);
      int left = configuration.training().epochs() - epoch.epoch();
      double wholeSeconds = (System.nanoTime() - started) / 1e9;
      progress.say(
          "train    epoch %d/%d  loss %.4f  validation %.4f  %,.0f sequences/s  %s left",
          epoch.epoch(),
          configuration.training().epochs(),
          epoch.trainLoss(),
          epoch.validationLoss(),
          epoch.sequencesPerSecond(),
          Progress.minutes(left * wholeSeconds));
    }
  }
}

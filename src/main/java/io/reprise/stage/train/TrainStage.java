package io.reprise.stage.train;

import static org.apache.spark.sql.functions.max;

import io.reprise.config.Configuration;
import io.reprise.config.ScoringConfig;
import io.reprise.config.ThresholdConfig;
import io.reprise.config.TrainingConfig;
import io.reprise.core.components.Baseline;
import io.reprise.core.components.Covariance;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Detector;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.network.Noise;
import io.reprise.core.network.Yardstick;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.plan.Shares;
import io.reprise.core.score.ScoringSpec;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.Smoothing;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.ErrorSummary;
import io.reprise.stage.StageContext;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.replay.KnownSeries;
import io.reprise.stage.replay.NetworkPool;
import io.reprise.stage.replay.Processors;
import io.reprise.stage.table.CheckpointStore;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import io.reprise.stage.train.data.ComponentsFitting;
import io.reprise.stage.train.data.NormalizerFitting;
import io.reprise.stage.train.data.SeriesLoads;
import io.reprise.stage.train.data.SplitPlanner;
import io.reprise.stage.train.data.SplitShares;
import io.reprise.stage.train.data.TrainingChunks;
import io.reprise.stage.train.data.TrainingWindows;
import io.reprise.stage.train.data.WindowSelection;
import io.reprise.stage.train.data.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Trains a model on a series table. */
public final class TrainStage {

  private final SparkSession spark;
  private final Store store;
  private final ModelStore models;
  private final CheckpointStore checkpoints;
  private final Configuration configuration;
  private final Progress progress;
  private Optional<CheckpointKeeper> keeper = Optional.empty();

  public TrainStage(StageContext context) {
    this.spark = context.spark();
    this.store = context.store();
    this.models = new ModelStore(context.store());
    this.checkpoints = new CheckpointStore(context.store());
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /** Writes the bundle under {@code id}; it is not published yet. */
  public Bundle run(SeriesTable table, String id) {
    table.requireWhole(spark, store);
    SplitPlan split =
        SplitPlanner.plan(configuration.split(), table, configuration.training().seed());
    Windowing windowing = windowing(table);
    WindowSelection selection =
        new WindowSelection(windowing, split, configuration.split().trainOnNormal());
    JavaPairRDD<String, SeriesParameters> starts = SplitPlanner.starts(split, table);
    try (KnownSeries known = KnownSeries.of(starts)) {
      JavaRDD<Chunk> all =
          known.join(table.chunks().javaRDD().map(ChunkRow::chunk)).filter(selection::use);
      TrainingMode mode = mode(table, selection, all, id);
      try (TrainingChunks chunks = new TrainingChunks(mode.dealOut(all), starts)) {
        Bundle bundle = train(table, selection, mode, chunks);
        models.write(spark, id, bundle, chunks.known(), configuration.resolved().text());
        return bundle;
      }
    }
  }

  /** How the split divides a table. */
  public Shares shares(SeriesTable table) {
    return SplitShares.of(
        SplitPlanner.plan(configuration.split(), table, configuration.training().seed()), table);
  }

  private TrainingMode mode(
      SeriesTable table, WindowSelection selection, JavaRDD<Chunk> chunks, String id) {
    TrainingConfig training = configuration.training();
    if (training.perSeries()) {
      requirePartsOfSeries(selection.split());
      return new ModelPerSeries(training, progress, SeriesLoads.of(chunks, selection));
    }
    CheckpointKeeper kept = new CheckpointKeeper(checkpoints, training.checkpoint(), id);
    keeper = Optional.of(kept);
    return new SharedModel(
        configuration,
        progress,
        kept,
        table.manifest().features(),
        selection.split(),
        Workload.of(chunks, selection, workers()),
        workers());
  }

  /** Deletes the checkpoints, which are no longer needed once the bundle is published. */
  public void forgetCheckpoints() {
    keeper.ifPresent(CheckpointKeeper::clear);
  }

  private static void requirePartsOfSeries(SplitPlan split) {
    if (split instanceof SplitPlan.ByLot) {
      throw new InputRefusedException(
          "training.per-series: sequences without times are dealt out by their names, so that no"
              + " series has both a training and a validation part; set split.train.until and"
              + " split.validation.until, or training.per-series = false.");
    }
  }

  private int workers() {
    int workers = configuration.training().averaging().workers();
    return workers > 0 ? workers : spark.sparkContext().defaultParallelism();
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
    return new Windowing(
        length,
        Math.min(configuration.window().stride(), length),
        sequences,
        configuration.window().smoothing());
  }

  /** The same windows, with the averaging of errors that training does without. */
  private Windowing judging(Windowing windowing) {
    Smoothing training = windowing.smoothing();
    return new Windowing(
        windowing.length(),
        windowing.stride(),
        windowing.sequences(),
        new Smoothing(training.points(), configuration.scoring().smooth(), training.windows()));
  }

  private Bundle train(
      SeriesTable table, WindowSelection selection, TrainingMode mode, TrainingChunks chunks) {
    List<String> features = table.manifest().features();
    NetworkSpec spec = spec(features.size(), selection.windowing().length());
    Room.require(spec, mode.batch());
    NormalizerFitting.Fitted fitted =
        new Normalizing(configuration.normalize(), progress).fit(table, selection, chunks.chunks());
    Normalizer normalizer = fitted.normalizer();
    chunks.learn(fitted.bySeries());
    Autoencoder autoencoder = new Autoencoder(spec, configuration.network().engine().resolve(spec));
    progress.say(
        "train    %,d sequences of %d steps, %s, engine %s, %s",
        mode.trainingWindows(),
        autoencoder.spec().steps(),
        mode.workers(),
        autoencoder.engine().text(),
        spec.precision().text());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    NetworkPool.OnExecutors pools = NetworkPool.open(autoencoder, context);
    chunks.onClose(pools::close);
    Validation validation =
        new Validation(
            autoencoder,
            pools.broadcast(),
            new ScoringSpec(
                selection.windowing(),
                normalizer,
                autoencoder.spec().loss(),
                configuration.scoring().batch()),
            selection.split(),
            selection.normalOnly());
    TrainingSetup setup =
        new TrainingSetup(
            autoencoder, windows(selection, normalizer, autoencoder, mode.batch()), validation);
    return bundle(
        table, selection, mode, setup, components(selection, normalizer, chunks.chunks()), chunks);
  }

  /** Principal components of what the network learns from; none where there are many features. */
  private PrincipalComponents components(
      WindowSelection selection, Normalizer normalizer, JavaRDD<Chunk> chunks) {
    int features = normalizer.features();
    if (features <= Covariance.MOST_NUMBERS) {
      return new ComponentsFitting(selection, normalizer).fit(chunks);
    }
    if (configuration.scoring().detector().orElse(Detector.LSTM) != Detector.LSTM) {
      throw new InputRefusedException(
          "scoring.detector: principal components are computed of at most %,d features, but there"
              + " are %,d; set scoring.detector = lstm, or name fewer.",
          Covariance.MOST_NUMBERS, features);
    }
    progress.say(
        "warning  no principal components to compare with: there are %,d features, and %,d are the"
            + " most that they are computed of",
        features, Covariance.MOST_NUMBERS);
    return PrincipalComponents.NONE;
  }

  private Bundle bundle(
      SeriesTable table,
      WindowSelection selection,
      TrainingMode mode,
      TrainingSetup setup,
      PrincipalComponents components,
      TrainingChunks chunks) {
    TrainedModel trained = mode.train(chunks.chunks(), setup);
    FeatureWeights weights = FeatureWeights.NONE;
    Baseline baseline = new Baseline(components, FeatureWeights.NONE);
    if (configuration.scoring().weights() == ScoringConfig.Weights.DEVIATION) {
      Validation.Weights found =
          setup.validation().beside(components).weights(chunks.chunks(), trained.parameters());
      chunks.onClose(found.done());
      chunks.learn(found.bySeries());
      weights = found.network();
      baseline = new Baseline(components, found.baseline());
    }
    Windowing windowing = judging(selection.windowing());
    Detector detector =
        configuration
            .scoring()
            .detector()
            .orElse(Detector.usual(baseline, table.manifest().sequences()));
    announce(detector, components);
    Validation validation = setup.validation().judging(windowing, weights, baseline, detector);
    Validation.Errors errors = validation.errors(chunks.chunks(), trained.parameters());
    Map<String, Validation.SeriesErrors> bySeries =
        configuration.threshold().scope() == ThresholdConfig.Scope.SERIES
            ? validation.bySeries(chunks.chunks(), trained.parameters())
            : Map.of();
    return new Bundle(
        setup.autoencoder().spec(),
        trained.parameters(),
        trained.updater(),
        table.manifest().features(),
        setup.windows().normalizer(),
        windowing,
        table.id(),
        selection.split(),
        new Bundle.Training(
            mode.trainingWindows(), errors.validated(), trained.bestEpoch(), trained.history()),
        weights,
        windows(errors.model(), bySeries, Validation.SeriesErrors::model),
        Optional.of(points(errors.model(), bySeries, Validation.SeriesErrors::model)),
        detector,
        baseline.isNone()
            ? Optional.empty()
            : Optional.of(
                new Yardstick(
                    baseline,
                    windows(errors.baseline(), bySeries, Validation.SeriesErrors::baseline),
                    points(errors.baseline(), bySeries, Validation.SeriesErrors::baseline))));
  }

  private void announce(Detector detector, PrincipalComponents components) {
    String ofComponents = "that of %,d principal components".formatted(components.count());
    switch (detector) {
      case LSTM -> {}
      case PCA -> progress.say("train    the error is %s", ofComponents);
      case BOTH ->
          progress.say("train    the error is the mean of the network's and %s", ofComponents);
    }
  }

  private static Calibration windows(
      Validation.Levels errors,
      Map<String, Validation.SeriesErrors> bySeries,
      Function<Validation.SeriesErrors, Validation.Summaries> whose) {
    return Calibration.of(errors.windows(), of(bySeries, each -> whose.apply(each).windows()));
  }

  private static Calibration points(
      Validation.Levels errors,
      Map<String, Validation.SeriesErrors> bySeries,
      Function<Validation.SeriesErrors, Validation.Summaries> whose) {
    return Calibration.of(errors.points(), of(bySeries, each -> whose.apply(each).points()));
  }

  private static Map<String, ErrorSummary> of(
      Map<String, Validation.SeriesErrors> bySeries,
      Function<Validation.SeriesErrors, ErrorSummary> level) {
    Map<String, ErrorSummary> errors = new TreeMap<>();
    bySeries.forEach((series, both) -> errors.put(series, level.apply(both)));
    return errors;
  }

  /** The network that a configuration asks for, on these executors. */
  public NetworkSpec spec(int features, int steps) {
    return new NetworkSpec(
        features,
        steps,
        configuration.network().encoder(),
        configuration.network().decoder(),
        configuration.network().loss(),
        configuration.training().optimizer().schedule().rate(),
        configuration.training().seed(),
        new NetworkOptions(
            configuration.network().decoderInput(),
            configuration.network().reversed(),
            configuration.network().dropout(),
            configuration.training().optimizer().clipNorm(),
            new Processors(spark).precision(configuration, progress)));
  }

  private TrainingWindows windows(
      WindowSelection selection, Normalizer normalizer, Autoencoder autoencoder, int batch) {
    return new TrainingWindows(
        selection,
        normalizer,
        autoencoder,
        new Noise(configuration.training().minibatch().noise()),
        batch,
        configuration.training().seed());
  }
}

package io.reprise.stage.train;

import io.reprise.core.components.Baseline;
import io.reprise.core.components.PrincipalComponents;
import io.reprise.core.iterate.LookAhead;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Detector;
import io.reprise.core.network.Parameters;
import io.reprise.core.network.Replayer;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.MeanErrors;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.score.ScoringSpec;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.core.threshold.ErrorSummary;
import io.reprise.core.threshold.ValidationErrors;
import io.reprise.stage.replay.ChunkScoring;
import io.reprise.stage.replay.NetworkPool;
import io.reprise.stage.train.data.SeriesTotals;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Replays the validation part of the chunks and gathers its errors, of windows and of points. */
record Validation(
    Autoencoder autoencoder,
    Broadcast<NetworkPool> pool,
    ScoringSpec spec,
    SplitPlan split,
    boolean normalOnly)
    implements Serializable {

  /** Errors of windows and of points. */
  record Levels(ValidationErrors windows, ValidationErrors points) implements Serializable {

    Levels() {
      this(new ValidationErrors(), new ValidationErrors());
    }

    private void merge(Levels other) {
      windows.merge(other.windows);
      points.merge(other.points);
    }
  }

  /** The errors of the model, and those of the baseline beside it, if there is one. */
  record Errors(Levels model, Levels baseline) implements Serializable {

    Errors() {
      this(new Levels(), new Levels());
    }

    /** The validation loss. */
    double loss() {
      return model.windows.calibrating().moments().mean();
    }

    /** So many windows were replayed. */
    long validated() {
      return model.windows.calibrating().moments().count();
    }

    Errors merge(Errors other) {
      model.merge(other.model);
      baseline.merge(other.baseline);
      return this;
    }
  }

  Errors errors(JavaRDD<Chunk> chunks, Parameters parameters) {
    Broadcast<Parameters> broadcast =
        JavaSparkContext.fromSparkContext(chunks.context()).broadcast(parameters);
    try {
      List<Errors> parts =
          chunks
              .mapPartitions(some -> List.of(errors(scored(some, broadcast))).iterator())
              .collect();
      return parts.stream().reduce(new Errors(), Errors::merge);
    } finally {
      broadcast.destroy();
    }
  }

  /** The same with errors as scoring makes them. */
  Validation judging(
      Windowing windowing, FeatureWeights weights, Baseline baseline, Detector detector) {
    return with(
        new ScoringSpec(
            windowing, spec.normalizer(), weights, spec.loss(), spec.batch(), baseline, detector));
  }

  /** The same with the errors of components beside those of the network. */
  Validation beside(PrincipalComponents components) {
    return with(spec.beside(new Baseline(components, FeatureWeights.NONE)));
  }

  private Validation with(ScoringSpec other) {
    return new Validation(autoencoder, pool, other, split, normalOnly);
  }

  /**
   * What the errors of the network count, and those of the baseline beside it. Those of the series
   * can be asked for until {@code done} has run.
   */
  record Weights(
      FeatureWeights network,
      FeatureWeights baseline,
      JavaPairRDD<String, SeriesParameters> bySeries,
      Runnable done) {}

  /**
   * Weights that make each feature's mean error 1. Those of each series too, where series go on:
   * every sequence is another one.
   */
  Weights weights(JavaRDD<Chunk> chunks, Parameters parameters) {
    Broadcast<Parameters> broadcast =
        JavaSparkContext.fromSparkContext(chunks.context()).broadcast(parameters);
    boolean compared = !spec.baseline().isNone();
    SeriesTotals<Means> totals =
        SeriesTotals.of(
            chunks.mapPartitionsWithIndex(
                (partition, some) -> means(partition, scored(some, broadcast)), true),
            Means::merge);
    Means all = totals.all(new Means(spec.normalizer().features()));
    return new Weights(
        FeatureWeights.of(all.network),
        compared ? FeatureWeights.of(all.baseline) : FeatureWeights.NONE,
        spec.windowing().sequences()
            ? totals.bySeries().filter(sum -> false).mapValues(sum -> SeriesParameters.UNKNOWN)
            : totals.bySeries().mapValues(own -> own.weights(all)),
        broadcast::destroy);
  }

  private record Means(MeanErrors network, MeanErrors baseline) implements Serializable {

    Means(int features) {
      this(new MeanErrors(features), new MeanErrors(features));
    }

    private Means merge(Means other) {
      network.merge(other.network);
      baseline.merge(other.baseline);
      return this;
    }

    /** Where all together have no errors, no series has weights. */
    private SeriesParameters weights(Means all) {
      return SeriesParameters.weighted(
          all.network.count() == 0 ? null : FeatureWeights.ofSeries(network, all.network),
          all.baseline.count() == 0 ? null : FeatureWeights.ofSeries(baseline, all.baseline));
    }
  }

  /** Sums up chunks that follow each other, those of one series, or all where each is another. */
  private Iterator<SeriesTotals.Part<Means>> means(int partition, Iterator<ScoredChunk> scored) {
    LookAhead<ScoredChunk> left = LookAhead.over(scored);
    boolean sequences = spec.windowing().sequences();
    return new LookAhead<>() {
      @Override
      protected SeriesTotals.Part<Means> find() {
        if (!left.hasNext()) {
          return null;
        }
        String series = sequences ? "" : left.peek().chunk().series();
        Means means = new Means(spec.normalizer().features());
        left.takeWhile(each -> sequences || each.chunk().series().equals(series))
            .forEachRemaining(each -> add(means, each));
        return new SeriesTotals.Part<>(series, partition, means);
      }
    };
  }

  private void add(Means means, ScoredChunk scored) {
    Chunk chunk = scored.chunk();
    for (int point = 0; point < chunk.count(); point++) {
      if (counts(chunk, chunk.before() + point)) {
        means.network.add(scored.pointFeatureErrors(point));
        if (scored.hasBaseline()) {
          means.baseline.add(scored.baselinePointFeatureErrors(point));
        }
      }
    }
  }

  /** The errors of each series by itself, merged in a fixed order. */
  Map<String, SeriesErrors> bySeries(JavaRDD<Chunk> chunks, Parameters parameters) {
    Broadcast<Parameters> broadcast =
        JavaSparkContext.fromSparkContext(chunks.context()).broadcast(parameters);
    try {
      return new TreeMap<>(
          chunks
              .mapPartitionsWithIndex(
                  (partition, some) -> bySeries(partition, some, broadcast), true)
              .mapToPair(part -> new Tuple2<>(part.series(), part))
              .groupByKey()
              .mapValues(SeriesErrors::of)
              .filter(errors -> errors._2().model().windows().count() > 0)
              .collectAsMap());
    } finally {
      broadcast.destroy();
    }
  }

  /** What a bundle keeps of the errors of one series. */
  record SeriesErrors(Summaries model, Summaries baseline) implements Serializable {

    private static SeriesErrors of(Iterable<SeriesPart> parts) {
      List<SeriesPart> ordered = new ArrayList<>();
      parts.forEach(ordered::add);
      ordered.sort(Comparator.comparingInt(SeriesPart::partition));
      Errors errors = ordered.stream().map(SeriesPart::errors).reduce(new Errors(), Errors::merge);
      return new SeriesErrors(Summaries.of(errors.model), Summaries.of(errors.baseline));
    }
  }

  /** The errors of windows and of points, in short. */
  record Summaries(ErrorSummary windows, ErrorSummary points) implements Serializable {

    private static Summaries of(Levels errors) {
      return new Summaries(
          ErrorSummary.ofSeries(errors.windows.calibrating()),
          ErrorSummary.ofSeries(errors.points.calibrating()));
    }
  }

  private record SeriesPart(String series, int partition, Errors errors) implements Serializable {}

  /** Sums up chunks of one series that follow each other, as those of a day do, at once. */
  private Iterator<SeriesPart> bySeries(
      int partition, Iterator<Chunk> chunks, Broadcast<Parameters> parameters) {
    LookAhead<ScoredChunk> scored = LookAhead.over(scored(chunks, parameters));
    return new LookAhead<>() {
      @Override
      protected SeriesPart find() {
        return scored.hasNext() ? part(partition, scored) : null;
      }
    };
  }

  private SeriesPart part(int partition, LookAhead<ScoredChunk> scored) {
    String series = scored.peek().chunk().series();
    Errors errors = errors(scored.takeWhile(each -> each.chunk().series().equals(series)));
    return new SeriesPart(series, partition, errors);
  }

  /** The errors of chunks that one task holds, with the parameters that are loaded. */
  Errors errors(Iterator<Chunk> chunks, Replayer replayer) {
    return errors(scoring().over(chunks, replayer));
  }

  private Errors errors(Iterator<ScoredChunk> scored) {
    Errors errors = new Errors();
    scored.forEachRemaining(each -> add(errors, each));
    return errors;
  }

  private Iterator<ScoredChunk> scored(Iterator<Chunk> chunks, Broadcast<Parameters> parameters) {
    return scoring().over(chunks, parameters.value(), pool.value());
  }

  private ChunkScoring scoring() {
    return new ChunkScoring(autoencoder, spec, split, SplitPart.VALIDATION);
  }

  private void add(Errors errors, ScoredChunk scored) {
    add(errors.model, scored, scored::windowError, scored::pointError);
    if (scored.hasBaseline()) {
      add(errors.baseline, scored, scored::baselineWindowError, scored::baselinePointError);
    }
  }

  /** Where an error is found by the index of its window or point. */
  private interface Lookup {

    float at(int index);
  }

  private void add(Levels errors, ScoredChunk scored, Lookup windows, Lookup points) {
    Chunk chunk = scored.chunk();
    for (int w = scored.firstOwned(); w < scored.windows(); w++) {
      int start = scored.start(w);
      int label = chunk.label(start, start + scored.length(w));
      errors.windows.add(defined(windows.at(w)), label, !normalOnly || label <= 0);
    }
    for (int point = 0; point < chunk.count(); point++) {
      int index = chunk.before() + point;
      errors.points.add(points.at(point), chunk.label(index, index + 1), counts(chunk, index));
    }
  }

  /** A network with weights that are no numbers replays nothing, which is the greatest error. */
  private static float defined(float windowError) {
    return Float.isNaN(windowError) ? Float.POSITIVE_INFINITY : windowError;
  }

  /**
   * Whether the error of a point calibrates thresholds. A labelled anomaly shows in the errors of
   * all points that share a window with it.
   */
  private boolean counts(Chunk chunk, int index) {
    int reach = spec.windowing().length();
    int from = Math.max(0, index - reach + 1);
    int to = Math.min(chunk.points(), index + reach);
    return !normalOnly || chunk.label(from, to) <= 0;
  }
}

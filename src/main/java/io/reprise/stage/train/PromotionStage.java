package io.reprise.stage.train;

import io.reprise.config.Configuration;
import io.reprise.config.TrainingConfig.Promote;
import io.reprise.core.network.Bundle;
import io.reprise.core.score.RSquared;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SeriesParameters;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.stage.StageContext;
import io.reprise.stage.common.Progress;
import io.reprise.stage.replay.BroadcastModel;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.Published;
import io.reprise.stage.table.Published.Promotion;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/**
 * Decides whether a new model takes the champion's place. Both replay what the new one was
 * validated on. Each is judged by the variance that it leaves unexplained there, in the archive's
 * units, so that neither another normalisation nor another loss decides.
 */
public final class PromotionStage {

  private final SparkSession spark;
  private final Store store;
  private final ModelStore models;
  private final Configuration configuration;
  private final Progress progress;

  public PromotionStage(StageContext context) {
    this.spark = context.spark();
    this.store = context.store();
    this.models = new ModelStore(store);
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /**
   * What became of a new model. Errors are fractions of the variance of a feature, the mean of all
   * features; the champion's is not known where the two were not compared.
   */
  public record Verdict(
      String candidate,
      Optional<String> champion,
      double candidateError,
      OptionalDouble championError,
      boolean promoted) {

    /** What is published, with the new model and, if it was promoted, another champion. */
    public Published on(Published now) {
      Published with = now.with(Map.of(ResultKind.MODEL, candidate));
      return promoted ? with.with(new Promotion(candidate, candidate, Instant.now(), false)) : with;
    }
  }

  /** Judges a model that is written but not published, and writes its error beside it. */
  public Verdict judge(SeriesTable series, String candidate, Bundle bundle) {
    JavaPairRDD<String, SeriesParameters> known = models.known(spark, candidate);
    double error = unexplained(series, bundle, known, bundle.split());
    models.judged(candidate, error);
    Promote rule = configuration.training().promotion().rule();
    Optional<String> champion = store.published().champion();
    if (rule == Promote.ALWAYS || champion.isEmpty()) {
      return new Verdict(candidate, champion, error, OptionalDouble.empty(), true);
    }
    OptionalDouble championError =
        championError(champion.get(), series, new Part(bundle.split(), known));
    boolean noWorse = championError.isEmpty() || error <= allowed(championError.getAsDouble());
    Verdict verdict =
        new Verdict(
            candidate, champion, error, championError, rule == Promote.IF_NO_WORSE && noWorse);
    progress.say("promote  %s", sentence(verdict));
    return verdict;
  }

  /** A model of other features, or of longer windows, cannot replay these series. */
  private OptionalDouble championError(String champion, SeriesTable series, Part part) {
    Bundle bundle = models.read(champion);
    return fits(bundle, series)
        ? OptionalDouble.of(
            unexplained(series, bundle, part.seenBy(models.known(spark, champion)), part.split()))
        : OptionalDouble.empty();
  }

  /** The split of the candidate, and what the candidate knows of each series. */
  private record Part(SplitPlan split, JavaPairRDD<String, SeriesParameters> known) {

    /** What another model knows of each series, but for the starts, which belong to the split. */
    JavaPairRDD<String, SeriesParameters> seenBy(JavaPairRDD<String, SeriesParameters> other) {
      return other
          .mapValues(SeriesParameters::withoutStart)
          .union(known.mapValues(SeriesParameters::startOnly))
          .reduceByKey(SeriesParameters::with);
    }
  }

  private double allowed(double championError) {
    return championError * (1 + configuration.training().promotion().tolerance());
  }

  private static boolean fits(Bundle bundle, SeriesTable series) {
    return bundle.features().equals(series.manifest().features())
        && bundle.windowing().sequences() == series.manifest().sequences()
        && (series.manifest().sequences() || bundle.windowing().halo() <= series.manifest().halo());
  }

  private static String sentence(Verdict verdict) {
    String errors =
        verdict.championError().isPresent()
            ? "it leaves %.4f of the variance of validation unexplained, the champion %s %.4f"
                .formatted(
                    verdict.candidateError(),
                    verdict.champion().orElseThrow(),
                    verdict.championError().getAsDouble())
            : "the champion %s cannot replay these series"
                .formatted(verdict.champion().orElseThrow());
    return verdict.promoted()
        ? "the model scores from now on: " + errors
        : "the champion stays: %s; jobs/models --promote %s makes the model the champion"
            .formatted(errors, verdict.candidate());
  }

  private double unexplained(
      SeriesTable series,
      Bundle bundle,
      JavaPairRDD<String, SeriesParameters> known,
      SplitPlan split) {
    int features = bundle.features().size();
    BroadcastModel model =
        BroadcastModel.of(bundle, known, split, SplitPart.VALIDATION, configuration, spark);
    try {
      JavaRDD<Chunk> chunks = model.join(ordered(series, bundle).javaRDD().map(ChunkRow::chunk));
      RSquared all = new RSquared(features);
      chunks
          .mapPartitions(some -> List.of(squares(model.over(some), features).numbers()).iterator())
          .collect()
          .forEach(all::merge);
      return mean(all, features);
    } finally {
      model.close();
    }
  }

  /** Parameters of each series are loaded once where its chunks follow each other. */
  private static Dataset<ChunkRow> ordered(SeriesTable series, Bundle bundle) {
    return bundle.parameters().isBySeries()
        ? series.chunks().sortWithinPartitions("series", "start")
        : series.chunks();
  }

  private static RSquared squares(Iterator<ScoredChunk> scored, int features) {
    RSquared squares = new RSquared(features);
    while (scored.hasNext()) {
      ScoredChunk chunk = scored.next();
      chunk.compare(0, chunk.chunk().count(), squares);
    }
    return squares;
  }

  /** A feature that is replayed worse than by its mean counts as not explained at all. */
  private static double mean(RSquared squares, int features) {
    double sum = 0;
    int varying = 0;
    for (int feature = 0; feature < features; feature++) {
      double explained = squares.determination(feature);
      if (!Double.isNaN(explained)) {
        sum += Math.min(1, 1 - explained);
        varying++;
      }
    }
    return varying == 0 ? 0 : sum / varying;
  }
}

package io.reprise.stage.score;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.reprise.config.Configuration;
import io.reprise.config.ScoringConfig;
import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Engine;
import io.reprise.core.score.Judging;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.Part;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.InputRefusedException;
import io.reprise.stage.Progress;
import io.reprise.stage.StageContext;
import io.reprise.stage.table.ChunkRow;
import io.reprise.stage.table.Kind;
import io.reprise.stage.table.ScoredRow;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.util.Iterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Replays a series table through a model and writes the errors. */
public final class ScoreStage {

  private final SparkSession spark;
  private final Store store;
  private final Configuration configuration;
  private final Progress progress;

  public ScoreStage(StageContext context) {
    this.spark = context.spark();
    this.store = context.store();
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /** Writes the scores under {@code id}; they are not published yet. */
  public ScoresTable run(SeriesTable table, String modelId, Bundle bundle, String id) {
    requireFit(table, bundle);
    Thresholds thresholds = Thresholds.of(configuration.threshold(), bundle);
    long started = System.nanoTime();
    Broadcast<float[]> parameters =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(bundle.parameters());
    Dataset<ScoredRow> scored = score(table, bundle, parameters).persist(StorageLevel.DISK_ONLY());
    try {
      Row totals =
          scored
              .agg(
                  sum(size(col("windows"))),
                  sum(expr("size(filter(pointErrors, error -> not isnan(error)))")),
                  sum("unjudged"))
              .first();
      if (totals.isNullAt(0) || totals.getLong(0) == 0) {
        throw new InputRefusedException(
            "scoring.splits = judged leaves no whole window to judge; shorten split.train and"
                + " split.validation, or set scoring.splits=all.");
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      ScoresManifest manifest =
          new ScoresManifest(
              table.id(),
              modelId,
              engine().text(),
              totals.getLong(0),
              totals.getLong(1),
              totals.getLong(2),
              seconds);
      progress.say(
          "score    %,d sequences, %,d points judged; %,.0f sequences/s, engine %s",
          manifest.sequences(),
          manifest.points(),
          manifest.sequences() / seconds,
          manifest.engine());
      write(id, table, bundle, scored, thresholds, manifest);
    } finally {
      scored.unpersist();
      parameters.destroy();
    }
    return ScoresTable.open(spark, store, id);
  }

  private Engine engine() {
    return configuration.network().engine().resolve();
  }

  private static void requireFit(SeriesTable table, Bundle bundle) {
    if (!bundle.features().equals(table.manifest().features())) {
      throw new InputRefusedException(
          "The model was trained on the features %s, but the series have %s; name the same columns"
              + " or train again.",
          bundle.features(), table.manifest().features());
    }
    if (bundle.windowing().sequences() != table.manifest().sequences()) {
      throw new InputRefusedException(
          "archive.layout: the model was trained on another layout than these series have; train"
              + " again.");
    }
    if (!table.manifest().sequences() && bundle.windowing().halo() > table.manifest().halo()) {
      throw new InputRefusedException(
          "The model takes windows of %d points, but the series were cut for at most %d; run ingest"
              + " again with window.length = %d.",
          bundle.windowing().length(), table.manifest().halo(), bundle.windowing().length());
    }
  }

  private Dataset<ScoredRow> score(
      SeriesTable table, Bundle bundle, Broadcast<float[]> parameters) {
    boolean seen =
        bundle.trainedOn().equals(table.id())
            && configuration.scoring().splits() == ScoringConfig.Splits.JUDGED;
    SplitPlan split = seen ? bundle.split() : new SplitPlan.Unseen();
    ChunkScoring scoring =
        new ChunkScoring(
            new Autoencoder(
                bundle.network(), configuration.network().engine().resolve(bundle.network())),
            new Judging(
                bundle.windowing(),
                bundle.normalizer(),
                bundle.network().loss(),
                configuration.scoring().batch()),
            split,
            Part.JUDGED,
            parameters);
    boolean points = !table.manifest().sequences();
    return table
        .chunks()
        .mapPartitions(
            (MapPartitionsFunction<ChunkRow, ScoredRow>)
                rows -> ScoredRows.of(scoring.over(chunks(rows)), split, points),
            ScoredRow.ENCODER);
  }

  private static Iterator<Chunk> chunks(Iterator<ChunkRow> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Chunk next() {
        return rows.next().chunk();
      }
    };
  }

  private void write(
      String id,
      SeriesTable table,
      Bundle bundle,
      Dataset<ScoredRow> scored,
      Thresholds thresholds,
      ScoresManifest manifest) {
    boolean labelled = table.manifest().labelled();
    store.writeTable(
        sequenceRows(scored, thresholds.sequences(), labelled), ScoresTable.sequences(store, id));
    thresholds
        .points()
        .ifPresent(
            points ->
                store.writeTable(
                    pointRows(scored, points, bundle.features().size(), labelled),
                    ScoresTable.points(store, id)));
    store.describe(Kind.SCORES, id, manifest.json(), configuration.resolved().text());
  }

  private static Dataset<Row> sequenceRows(
      Dataset<ScoredRow> scored, Threshold threshold, boolean labelled) {
    Dataset<Row> rows =
        scored
            .select(col("series"), col("timed"), expr("explode(windows) as window"))
            .select(
                col("series"),
                time("window.start").as("start"),
                time("window.end").as("end"),
                col("window.error").as("error"),
                col("window.error").gt(ThresholdColumn.of(threshold)).as("flagged"),
                col("window.label").as("label"),
                col("window.stepErrors").as("stepErrors"),
                col("window.featureErrors").as("featureErrors"));
    return labelled ? rows : rows.drop("label");
  }

  /**
   * Feature errors only where they explain a flag: elsewhere they would cost more than the scores.
   */
  private static Dataset<Row> pointRows(
      Dataset<ScoredRow> scored, Threshold threshold, int features, boolean labelled) {
    Column flagged = col("error").gt(ThresholdColumn.of(threshold));
    Dataset<Row> rows =
        scored
            .select(
                col("series"),
                col("timed"),
                col("start"),
                col("period"),
                col("pointLabels"),
                col("pointFeatureErrors"),
                expr("posexplode(pointErrors) as (place, error)"))
            .filter("not isnan(error)")
            .select(
                col("series"),
                expr("timestamp_micros(start + place * period) as time"),
                col("error"),
                flagged.as("flagged"),
                expr("pointLabels[place] as label"),
                when(
                        flagged,
                        expr(
                            "slice(pointFeatureErrors, place * %d + 1, %d)"
                                .formatted(features, features)))
                    .otherwise(lit(null).cast("array<float>"))
                    .as("featureErrors"),
                col("period"));
    return labelled ? rows : rows.drop("label");
  }

  private static Column time(String micros) {
    return expr("if(timed, timestamp_micros(%s), null)".formatted(micros));
  }
}

package io.reprise.stage.score;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.reprise.core.threshold.Threshold;
import io.reprise.stage.replay.ThresholdColumn;
import io.reprise.stage.table.ScoredRow;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of scores, from the scores of chunks. */
record ScoreQueries(
    Dataset<ScoredRow> scored, List<String> features, boolean sequences, boolean labelled) {

  Dataset<Row> sequences(Threshold threshold) {
    Dataset<Row> rows =
        windows()
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

  Dataset<Row> embedding() {
    return windows()
        .select(
            col("series"),
            time("window.start").as("start"),
            time("window.end").as("end"),
            col("window.embedding").as("embedding"));
  }

  private Dataset<Row> windows() {
    return scored.select(col("series"), col("timed"), expr("explode(windows) as window"));
  }

  /**
   * Feature errors only where they explain a flag: elsewhere they would cost more than the scores.
   * Points of sequences say which step they are.
   */
  Dataset<Row> points(Threshold threshold) {
    Column flagged = col("error").gt(ThresholdColumn.of(threshold));
    Dataset<Row> rows =
        judgedPoints()
            .select(
                col("series"),
                col("time"),
                col("error"),
                flagged.as("flagged"),
                expr("pointLabels[place] as label"),
                when(
                        flagged,
                        expr(
                            "slice(pointFeatureErrors, place * %d + 1, %1$d)"
                                .formatted(features.size())))
                    .otherwise(lit(null).cast("array<float>"))
                    .as("featureErrors"),
                col("period"),
                col("place").as("step"));
    rows = sequences ? rows : rows.drop("step");
    return labelled ? rows : rows.drop("label");
  }

  /** The replayed signal of points, a value a feature. */
  Dataset<Row> pointReplays() {
    return judgedPoints().select(col("series"), col("time"), replay("replay[place * %d + %d]"));
  }

  /** The replayed signal of whole sequences, an array a feature. */
  Dataset<Row> sequenceReplays() {
    return scored.select(
        col("series"),
        time("start").as("start"),
        time("array_max(windows.end)").as("end"),
        replay("filter(replay, (value, place) -> place %% %d = %d)"));
  }

  /** A field a feature; {@code value} takes the number of features and the feature's own. */
  private Column replay(String value) {
    return struct(
            IntStream.range(0, features.size())
                .mapToObj(f -> expr(value.formatted(features.size(), f)).as(features.get(f)))
                .toArray(Column[]::new))
        .as("replay");
  }

  private Dataset<Row> judgedPoints() {
    return scored
        .selectExpr(
            "series",
            "timed",
            "start",
            "period",
            "pointLabels",
            "pointFeatureErrors",
            "replay",
            "posexplode(pointErrors) as (place, error)")
        .filter("not isnan(error)")
        .withColumn("time", time("start + place * period"));
  }

  private static Column time(String micros) {
    return expr("if(timed, timestamp_micros(%s), null)".formatted(micros));
  }
}

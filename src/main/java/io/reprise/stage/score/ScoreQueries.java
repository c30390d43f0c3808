package io.reprise.stage.score;

import static io.reprise.stage.table.ScoreColumns.BASELINE_ERROR;
import static io.reprise.stage.table.ScoreColumns.EMBEDDING;
import static io.reprise.stage.table.ScoreColumns.END;
import static io.reprise.stage.table.ScoreColumns.ERROR;
import static io.reprise.stage.table.ScoreColumns.FEATURE_ERRORS;
import static io.reprise.stage.table.ScoreColumns.FLAGGED;
import static io.reprise.stage.table.ScoreColumns.LABEL;
import static io.reprise.stage.table.ScoreColumns.PERIOD;
import static io.reprise.stage.table.ScoreColumns.REPLAY;
import static io.reprise.stage.table.ScoreColumns.SERIES;
import static io.reprise.stage.table.ScoreColumns.START;
import static io.reprise.stage.table.ScoreColumns.STEP;
import static io.reprise.stage.table.ScoreColumns.STEP_ERRORS;
import static io.reprise.stage.table.ScoreColumns.TIME;
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
    Dataset<ScoredRow> scored,
    List<String> features,
    boolean sequences,
    boolean labelled,
    boolean compared) {

  Dataset<Row> sequences(Threshold threshold) {
    Dataset<Row> rows =
        windows()
            .select(
                col(SERIES),
                time("window.start").as(START),
                time("window.end").as(END),
                col("window.error").as(ERROR),
                col("window.error").gt(ThresholdColumn.of(threshold)).as(FLAGGED),
                col("window.label").as(LABEL),
                col("window.stepErrors").as(STEP_ERRORS),
                col("window.featureErrors").as(FEATURE_ERRORS),
                col("window.baselineError").as(BASELINE_ERROR));
    return filled(rows);
  }

  Dataset<Row> embedding() {
    return windows()
        .select(
            col(SERIES),
            time("window.start").as(START),
            time("window.end").as(END),
            col("window.embedding").as(EMBEDDING));
  }

  private Dataset<Row> windows() {
    return scored.select(col(SERIES), col("timed"), expr("explode(windows) as window"));
  }

  /**
   * Feature errors are written only for flagged points: for all points they would take more room
   * than the scores. Points of sequences have their step.
   */
  Dataset<Row> points(Threshold threshold) {
    Column flagged = col(ERROR).gt(ThresholdColumn.of(threshold));
    Dataset<Row> rows =
        judgedPoints()
            .select(
                col(SERIES),
                col(TIME),
                col(ERROR),
                flagged.as(FLAGGED),
                expr("pointLabels[place] as label"),
                when(
                        flagged,
                        expr(
                            "slice(pointFeatureErrors, place * %d + 1, %1$d)"
                                .formatted(features.size())))
                    .otherwise(lit(null).cast("array<float>"))
                    .as(FEATURE_ERRORS),
                col(PERIOD),
                col("place").as(STEP),
                expr("pointBaselineErrors[place] as baselineError"));
    return filled(sequences ? rows : rows.drop(STEP));
  }

  /** Drops the columns that would be empty. */
  private Dataset<Row> filled(Dataset<Row> rows) {
    Dataset<Row> known = labelled ? rows : rows.drop(LABEL);
    return compared ? known : known.drop(BASELINE_ERROR);
  }

  /** The replayed signal of points, a value for each feature. */
  Dataset<Row> pointReplays() {
    return judgedPoints().select(col(SERIES), col(TIME), replay("replay[place * %d + %d]"));
  }

  /** The replayed signal of whole sequences, an array for each feature. */
  Dataset<Row> sequenceReplays() {
    return scored.select(
        col(SERIES),
        time("start").as(START),
        time("array_max(windows.end)").as(END),
        replay("filter(replay, (value, place) -> place %% %d = %d)"));
  }

  /**
   * A struct with a field for each feature. {@code value} is a format that takes the number of
   * features and the index of one.
   */
  private Column replay(String value) {
    return struct(
            IntStream.range(0, features.size())
                .mapToObj(f -> expr(value.formatted(features.size(), f)).as(features.get(f)))
                .toArray(Column[]::new))
        .as(REPLAY);
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
            "pointBaselineErrors",
            "replay",
            "posexplode(pointErrors) as (place, error)")
        .filter("not isnan(error)")
        .withColumn(TIME, time("start + place * period"));
  }

  private static Column time(String micros) {
    return expr("if(timed, timestamp_micros(%s), null)".formatted(micros));
  }
}

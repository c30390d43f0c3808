package io.reprise.stage.report;

import static io.reprise.stage.table.ScoreColumns.END;
import static io.reprise.stage.table.ScoreColumns.ERROR;
import static io.reprise.stage.table.ScoreColumns.FEATURE_ERRORS;
import static io.reprise.stage.table.ScoreColumns.LABEL;
import static io.reprise.stage.table.ScoreColumns.PERIOD;
import static io.reprise.stage.table.ScoreColumns.SERIES;
import static io.reprise.stage.table.ScoreColumns.START;
import static io.reprise.stage.table.ScoreColumns.STEP;
import static io.reprise.stage.table.ScoreColumns.STEP_ERRORS;
import static io.reprise.stage.table.ScoreColumns.TIME;
import static io.reprise.stage.table.ScoreColumns.micros;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.reprise.config.ThresholdConfig.Level;
import io.reprise.core.iterate.Iterators;
import io.reprise.core.report.EventMerger;
import io.reprise.core.report.EventMerger.Flagged;
import io.reprise.core.report.EventRule;
import io.reprise.stage.replay.ThresholdColumn;
import io.reprise.stage.replay.Thresholds;
import io.reprise.stage.table.EventRow;
import io.reprise.stage.table.ScoresTable;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Merges what was flagged into events; only flagged rows are shuffled, by series. */
record Events(Thresholds thresholds, Level level, EventRule rule, List<String> features) {

  private static final String THRESHOLD = "threshold";

  Dataset<EventRow> merge(ScoresTable scores) {
    if (thresholds.points().isEmpty()) {
      return merged(sequences(scores, lit(0L)), rule);
    }
    Column period =
        expr(
            "(unix_micros(%s) - unix_micros(%s)) div greatest(size(%s) - 1, 1)"
                .formatted(END, START, STEP_ERRORS));
    return merged(
        switch (level) {
          case POINT -> points(scores);
          case SEQUENCE -> sequences(scores, period);
          case BOTH -> points(scores).union(sequences(scores, period));
        },
        rule);
  }

  /** Stretches labelled anomalous, merged as events are. */
  Dataset<EventRow> mergeLabelled(ScoresTable scores) {
    return merged(points(scores, col(LABEL).equalTo(1)), rule.everything());
  }

  private Dataset<Row> points(ScoresTable scores) {
    return points(scores, isAbove());
  }

  private Dataset<Row> points(ScoresTable scores, Column which) {
    Dataset<Row> points = scores.points();
    boolean steps = List.of(points.columns()).contains(STEP);
    Column place = steps ? coalesce(micros(TIME), col(STEP).cast("long")) : micros(TIME);
    return points
        .withColumn(THRESHOLD, ThresholdColumn.of(thresholds.points().orElseThrow()))
        .filter(which)
        .select(
            col(SERIES),
            col(TIME).isNotNull().as("timed"),
            place.as(START),
            place.as(END),
            greatest(col(PERIOD), lit(1L)).as(PERIOD),
            col(ERROR),
            col(THRESHOLD),
            col(FEATURE_ERRORS));
  }

  private static Column isAbove() {
    return col(ERROR).gt(col(THRESHOLD));
  }

  /** Without a period each sequence becomes an event of its own. */
  private Dataset<Row> sequences(ScoresTable scores, Column period) {
    return scores
        .sequences()
        .withColumn(THRESHOLD, ThresholdColumn.of(thresholds.sequences()))
        .filter(isAbove())
        .select(
            col(SERIES),
            col(START).isNotNull().as("timed"),
            coalesce(micros(START), lit(0L)).as(START),
            coalesce(micros(END), size(col(STEP_ERRORS)).minus(lit(1L))).as(END),
            period.as(PERIOD),
            col(ERROR),
            col(THRESHOLD),
            col(FEATURE_ERRORS));
  }

  private Dataset<EventRow> merged(Dataset<Row> flagged, EventRule counting) {
    List<String> names = features;
    return flagged
        .repartition(col(SERIES))
        .sortWithinPartitions(SERIES, START, END, ERROR)
        .as(FlaggedRow.ENCODER)
        .mapPartitions(
            (MapPartitionsFunction<FlaggedRow, EventRow>) rows -> events(rows, counting, names),
            EventRow.ENCODER);
  }

  private static Iterator<EventRow> events(
      Iterator<FlaggedRow> rows, EventRule rule, List<String> features) {
    Iterator<Flagged> flagged = Iterators.stream(rows).map(FlaggedRow::flagged).iterator();
    return Iterators.stream(new EventMerger(flagged, rule, features)).map(EventRow::of).iterator();
  }

  /** A bean for Spark's encoder. A point that the scores did not flag has no feature errors. */
  public static final class FlaggedRow implements Serializable {

    static final Encoder<FlaggedRow> ENCODER = Encoders.bean(FlaggedRow.class);

    private String series;
    private boolean timed;
    private long start;
    private long end;
    private long period;
    private float error;
    private double threshold;
    private float[] featureErrors;

    Flagged flagged() {
      return new Flagged(
          series,
          timed,
          start,
          end,
          period,
          error,
          threshold,
          featureErrors == null ? new float[0] : featureErrors);
    }

    public String getSeries() {
      return series;
    }

    public void setSeries(String series) {
      this.series = series;
    }

    public boolean isTimed() {
      return timed;
    }

    public void setTimed(boolean timed) {
      this.timed = timed;
    }

    public long getStart() {
      return start;
    }

    public void setStart(long start) {
      this.start = start;
    }

    public long getEnd() {
      return end;
    }

    public void setEnd(long end) {
      this.end = end;
    }

    public long getPeriod() {
      return period;
    }

    public void setPeriod(long period) {
      this.period = period;
    }

    public float getError() {
      return error;
    }

    public void setError(float error) {
      this.error = error;
    }

    public double getThreshold() {
      return threshold;
    }

    public void setThreshold(double threshold) {
      this.threshold = threshold;
    }

    public float[] getFeatureErrors() {
      return featureErrors;
    }

    public void setFeatureErrors(float[] featureErrors) {
      this.featureErrors = featureErrors;
    }
  }
}

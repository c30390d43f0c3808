package io.reprise.stage.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.reprise.config.ThresholdConfig.Level;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Merges what was flagged into events; only flagged rows are shuffled, by series. */
record Events(Thresholds thresholds, Level level, EventRule rule, List<String> features) {

  Dataset<EventRow> merge(ScoresTable scores) {
    if (thresholds.points().isEmpty()) {
      return merged(sequences(scores, lit(0L)), rule);
    }
    Column period =
        expr("(unix_micros(end) - unix_micros(start)) div greatest(size(stepErrors) - 1, 1)");
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
    return merged(points(scores, col("label").equalTo(1)), rule.everything());
  }

  private Dataset<Row> points(ScoresTable scores) {
    return points(scores, expr("error > threshold"));
  }

  private Dataset<Row> points(ScoresTable scores, Column which) {
    Dataset<Row> points = scores.points();
    boolean steps = List.of(points.columns()).contains("step");
    Column place = expr(steps ? "coalesce(unix_micros(time), bigint(step))" : "unix_micros(time)");
    return points
        .withColumn("threshold", ThresholdColumn.of(thresholds.points().orElseThrow()))
        .filter(which)
        .select(
            col("series"),
            col("time").isNotNull().as("timed"),
            place.as("start"),
            place.as("end"),
            expr("greatest(period, 1L)").as("period"),
            col("error"),
            col("threshold"),
            col("featureErrors"));
  }

  /** Without a period each sequence becomes an event of its own. */
  private Dataset<Row> sequences(ScoresTable scores, Column period) {
    return scores
        .sequences()
        .withColumn("threshold", ThresholdColumn.of(thresholds.sequences()))
        .filter("error > threshold")
        .select(
            col("series"),
            col("start").isNotNull().as("timed"),
            expr("coalesce(unix_micros(start), 0L)").as("start"),
            expr("coalesce(unix_micros(end), size(stepErrors) - 1L)").as("end"),
            period.as("period"),
            col("error"),
            col("threshold"),
            col("featureErrors"));
  }

  private Dataset<EventRow> merged(Dataset<Row> flagged, EventRule counting) {
    List<String> names = features;
    return flagged
        .repartition(col("series"))
        .sortWithinPartitions("series", "start", "end", "error")
        .as(FlaggedRow.ENCODER)
        .mapPartitions(
            (MapPartitionsFunction<FlaggedRow, EventRow>) rows -> events(rows, counting, names),
            EventRow.ENCODER);
  }

  private static Iterator<EventRow> events(
      Iterator<FlaggedRow> rows, EventRule rule, List<String> features) {
    Iterator<Flagged> flagged = stream(rows).map(FlaggedRow::flagged).iterator();
    return stream(new EventMerger(flagged, rule, features)).map(EventRow::of).iterator();
  }

  private static <T> Stream<T> stream(Iterator<T> iterator) {
    Iterable<T> once = () -> iterator;
    return StreamSupport.stream(once.spliterator(), false);
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

package io.reprise.stage.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.reprise.core.report.EventMerger;
import io.reprise.core.report.EventMerger.Flagged;
import io.reprise.stage.table.EventRow;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Merges what was flagged into events; only flagged rows are shuffled, by series. */
record Events(double threshold, int tolerance, List<String> features) implements Serializable {

  Dataset<EventRow> ofPoints(Dataset<Row> points) {
    return merged(
        points
            .filter(col("error").gt(threshold))
            .select(
                col("series"),
                lit(true).as("timed"),
                expr("unix_micros(time)").as("start"),
                expr("unix_micros(time)").as("end"),
                col("period"),
                col("error"),
                col("featureErrors")));
  }

  /** Each flagged sequence is an event of its own. */
  Dataset<EventRow> ofSequences(Dataset<Row> sequences) {
    return merged(
        sequences
            .filter(col("error").gt(threshold))
            .select(
                col("series"),
                col("start").isNotNull().as("timed"),
                expr("coalesce(unix_micros(start), 0L)").as("start"),
                expr("coalesce(unix_micros(end), 0L)").as("end"),
                lit(0L).as("period"),
                col("error"),
                col("featureErrors")));
  }

  private Dataset<EventRow> merged(Dataset<Row> flagged) {
    return flagged
        .repartition(col("series"))
        .sortWithinPartitions("series", "start")
        .as(FlaggedRow.ENCODER)
        .mapPartitions(
            (MapPartitionsFunction<FlaggedRow, EventRow>) rows -> events(rows), EventRow.ENCODER);
  }

  private Iterator<EventRow> events(Iterator<FlaggedRow> rows) {
    Iterator<Flagged> flagged = stream(rows).map(FlaggedRow::flagged).iterator();
    EventMerger merger = new EventMerger(flagged, tolerance, threshold, features);
    return stream(merger).map(EventRow::of).iterator();
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
    private float[] featureErrors;

    Flagged flagged() {
      return new Flagged(
          series,
          timed,
          start,
          end,
          period,
          error,
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

    public float[] getFeatureErrors() {
      return featureErrors;
    }

    public void setFeatureErrors(float[] featureErrors) {
      this.featureErrors = featureErrors;
    }
  }
}

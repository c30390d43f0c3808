package io.reprise.stage.ingest;

import static org.apache.spark.sql.functions.col;

import io.reprise.core.series.Chunk;
import io.reprise.stage.table.ChunkRow;
import java.io.Serializable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Makes each accepted sequence a chunk of its own. */
final class SequenceCut {

  private SequenceCut() {}

  /** {@code period} is the microseconds between steps, 0 for sequences without time. */
  static Dataset<ChunkRow> cut(Dataset<Row> accepted, long period, int features, boolean labelled) {
    return accepted
        .select(
            col(PointRows.SERIES).as("series"),
            col(PointRows.TIME).as("micros"),
            col(SequenceRows.VALUES).as("values"),
            col(PointRows.LABEL).as("labels"))
        .as(SequenceRow.ENCODER)
        .map(
            (MapFunction<SequenceRow, ChunkRow>)
                row -> ChunkRow.of(row.chunk(period, features, labelled), 1, 0),
            ChunkRow.ENCODER);
  }

  /** A bean, so that Spark hands the values over as a primitive array. */
  public static final class SequenceRow implements Serializable {

    static final Encoder<SequenceRow> ENCODER = Encoders.bean(SequenceRow.class);

    private String series;
    private Long micros;
    private float[] values;
    private int[] labels;

    Chunk chunk(long period, int features, boolean labelled) {
      long start = micros == null || period == 0 ? 0 : micros;
      return Chunk.sequence(
          series, start, period, features, values, labelled ? steps(features) : null);
    }

    private byte[] steps(int features) {
      byte[] steps = new byte[values.length / features];
      for (int step = 0; step < steps.length; step++) {
        steps[step] = (byte) labels[labels.length == 1 ? 0 : step];
      }
      return steps;
    }

    public String getSeries() {
      return series;
    }

    public void setSeries(String series) {
      this.series = series;
    }

    public Long getMicros() {
      return micros;
    }

    public void setMicros(Long micros) {
      this.micros = micros;
    }

    public float[] getValues() {
      return values;
    }

    public void setValues(float[] values) {
      this.values = values;
    }

    public int[] getLabels() {
      return labels;
    }

    public void setLabels(int[] labels) {
      this.labels = labels;
    }
  }
}

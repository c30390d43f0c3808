package io.reprise.stage.table;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Microseconds;
import java.io.Serializable;
import java.time.Instant;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/**
 * A row of the {@code series} table. It is a bean: Spark's encoder handles the arrays of beans
 * without boxing, but not those of records.
 */
public final class ChunkRow implements Serializable {

  public static final Encoder<ChunkRow> ENCODER = Encoders.bean(ChunkRow.class);

  private String series;
  private Instant start;
  private long period;
  private int before;
  private int count;
  private int after;
  private int features;
  private float[] values;
  private byte[] validity;
  private byte[] labels;
  private long rows;
  private long late;
  private long[] rejected;

  /**
   * A chunk made of {@code rows} rows of the archive, of which {@code late} came after a later one.
   * {@code rejected} are the numbers of the rows that were left out because another has their time.
   */
  public static ChunkRow of(Chunk chunk, long rows, long late, long... rejected) {
    ChunkRow row = new ChunkRow();
    row.series = chunk.series();
    row.start = chunk.timed() ? Microseconds.instant(chunk.start()) : null;
    row.period = chunk.period();
    row.before = chunk.before();
    row.count = chunk.count();
    row.after = chunk.after();
    row.features = chunk.features();
    row.values = chunk.values();
    row.validity = chunk.validity();
    row.labels = chunk.labels();
    row.rows = rows;
    row.late = late;
    row.rejected = rejected;
    return row;
  }

  public Chunk chunk() {
    long micros = start == null ? 0 : Microseconds.of(start);
    return new Chunk(
        series, micros, period, before, count, after, features, values, validity, labels);
  }

  public String getSeries() {
    return series;
  }

  public void setSeries(String series) {
    this.series = series;
  }

  public Instant getStart() {
    return start;
  }

  public void setStart(Instant start) {
    this.start = start;
  }

  public long getPeriod() {
    return period;
  }

  public void setPeriod(long period) {
    this.period = period;
  }

  public int getBefore() {
    return before;
  }

  public void setBefore(int before) {
    this.before = before;
  }

  public int getCount() {
    return count;
  }

  public void setCount(int count) {
    this.count = count;
  }

  public int getAfter() {
    return after;
  }

  public void setAfter(int after) {
    this.after = after;
  }

  public int getFeatures() {
    return features;
  }

  public void setFeatures(int features) {
    this.features = features;
  }

  public float[] getValues() {
    return values;
  }

  public void setValues(float[] values) {
    this.values = values;
  }

  public byte[] getValidity() {
    return validity;
  }

  public void setValidity(byte[] validity) {
    this.validity = validity;
  }

  public byte[] getLabels() {
    return labels;
  }

  public void setLabels(byte[] labels) {
    this.labels = labels;
  }

  public long getRows() {
    return rows;
  }

  public void setRows(long rows) {
    this.rows = rows;
  }

  public long getLate() {
    return late;
  }

  public void setLate(long late) {
    this.late = late;
  }

  public long[] getRejected() {
    return rejected;
  }

  public void setRejected(long[] rejected) {
    this.rejected = rejected;
  }
}

package io.reprise.stage.ingest;

import io.reprise.core.cut.Fragment;
import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** A {@link Fragment} as Spark shuffles it. */
public final class FragmentRow implements Serializable {

  static final Encoder<FragmentRow> ENCODER = Encoders.bean(FragmentRow.class);

  private String series;
  private long period;
  private long bucket;
  private int feature;
  private long date;
  private long start;
  private String source;
  private long[] times;
  private long[] rows;
  private float[] values;
  private byte[] labels;
  private int late;

  /** {@code date} is where the part of the calendar begins that the bucket is in. */
  static FragmentRow of(Fragment fragment, long date) {
    FragmentRow row = new FragmentRow();
    row.series = fragment.series();
    row.period = fragment.period();
    row.bucket = fragment.bucket();
    row.feature = fragment.feature();
    row.date = date;
    row.start = fragment.times()[0];
    row.source = fragment.source();
    row.times = fragment.times();
    row.rows = fragment.rows();
    row.values = fragment.values();
    row.labels = fragment.labels();
    row.late = fragment.late();
    return row;
  }

  Fragment fragment() {
    return new Fragment(series, period, bucket, feature, source, times, rows, values, labels, late);
  }

  public String getSeries() {
    return series;
  }

  public void setSeries(String series) {
    this.series = series;
  }

  public long getPeriod() {
    return period;
  }

  public void setPeriod(long period) {
    this.period = period;
  }

  public long getBucket() {
    return bucket;
  }

  public void setBucket(long bucket) {
    this.bucket = bucket;
  }

  public int getFeature() {
    return feature;
  }

  public void setFeature(int feature) {
    this.feature = feature;
  }

  public long getDate() {
    return date;
  }

  public void setDate(long date) {
    this.date = date;
  }

  public long getStart() {
    return start;
  }

  public void setStart(long start) {
    this.start = start;
  }

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public long[] getTimes() {
    return times;
  }

  public void setTimes(long[] times) {
    this.times = times;
  }

  public long[] getRows() {
    return rows;
  }

  public void setRows(long[] rows) {
    this.rows = rows;
  }

  public float[] getValues() {
    return values;
  }

  public void setValues(float[] values) {
    this.values = values;
  }

  public byte[] getLabels() {
    return labels;
  }

  public void setLabels(byte[] labels) {
    this.labels = labels;
  }

  public int getLate() {
    return late;
  }

  public void setLate(int late) {
    this.late = late;
  }
}

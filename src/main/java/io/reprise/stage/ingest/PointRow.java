package io.reprise.stage.ingest;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/**
 * A row of the archive on its way to a fragment. It is a bean: Spark fills one in generated code,
 * without boxing, and much faster than a {@code Row}.
 */
public final class PointRow implements Serializable {

  static final Encoder<PointRow> ENCODER = Encoders.bean(PointRow.class);

  private String series;
  private String source;
  private long time;
  private long row;
  private int feature;
  private float[] values;
  private int label;

  public String getSeries() {
    return series;
  }

  public void setSeries(String series) {
    this.series = series;
  }

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public long getTime() {
    return time;
  }

  public void setTime(long time) {
    this.time = time;
  }

  public long getRow() {
    return row;
  }

  public void setRow(long row) {
    this.row = row;
  }

  public int getFeature() {
    return feature;
  }

  public void setFeature(int feature) {
    this.feature = feature;
  }

  public float[] getValues() {
    return values;
  }

  public void setValues(float[] values) {
    this.values = values;
  }

  public int getLabel() {
    return label;
  }

  public void setLabel(int label) {
    this.label = label;
  }
}

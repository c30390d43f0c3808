package io.reprise.stage.table;

import io.reprise.core.normalize.Scaler;
import io.reprise.core.series.SeriesParameters;
import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import scala.Tuple2;

/**
 * A row of the table {@code series} of a model: what the model knows of one series. A column is
 * null where it knows nothing. A bean, as {@link ChunkRow} is one.
 */
public final class KnownRow implements Serializable {

  static final Encoder<KnownRow> ENCODER = Encoders.bean(KnownRow.class);

  private String series;
  private Long start;
  private float[] center;
  private float[] spread;
  private float[] weights;
  private float[] baselineWeights;

  static KnownRow of(String series, SeriesParameters own) {
    KnownRow row = new KnownRow();
    row.series = series;
    row.start = own.start();
    row.center = own.scaler() == null ? null : own.scaler().center();
    row.spread = own.scaler() == null ? null : own.scaler().spread();
    row.weights = own.weights();
    row.baselineWeights = own.baselineWeights();
    return row;
  }

  Tuple2<String, SeriesParameters> entry() {
    SeriesParameters own =
        new SeriesParameters(
            start, center == null ? null : new Scaler(center, spread), weights, baselineWeights);
    return new Tuple2<>(series, own);
  }

  public String getSeries() {
    return series;
  }

  public void setSeries(String series) {
    this.series = series;
  }

  public Long getStart() {
    return start;
  }

  public void setStart(Long start) {
    this.start = start;
  }

  public float[] getCenter() {
    return center;
  }

  public void setCenter(float[] center) {
    this.center = center;
  }

  public float[] getSpread() {
    return spread;
  }

  public void setSpread(float[] spread) {
    this.spread = spread;
  }

  public float[] getWeights() {
    return weights;
  }

  public void setWeights(float[] weights) {
    this.weights = weights;
  }

  public float[] getBaselineWeights() {
    return baselineWeights;
  }

  public void setBaselineWeights(float[] baselineWeights) {
    this.baselineWeights = baselineWeights;
  }
}

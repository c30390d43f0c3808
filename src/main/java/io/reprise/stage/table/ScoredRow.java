package io.reprise.stage.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/**
 * The scores of one chunk, before they become the rows of the score tables. A bean for Spark's
 * encoder. Times are in microseconds; a window or point without a label has -1. {@code pointErrors}
 * is empty where whole sequences are scored, and NaN where a point is missing or lies in too short
 * a stretch for a window; the latter are counted as {@code unjudged}, all others as {@code judged}.
 * Errors of the baseline are null where the model has none. {@code replay} is null where nobody
 * asked for it; in a sequence archive it is of the whole sequence. {@code squares} are the sums
 * over the judged points from which R² follows.
 */
public final class ScoredRow implements Serializable {

  public static final Encoder<ScoredRow> ENCODER = Encoders.bean(ScoredRow.class);

  private String series;
  private boolean timed;
  private long start;
  private long period;
  private WindowScore[] windows;
  private float[] pointErrors;
  private float[] pointBaselineErrors;
  private float[] pointFeatureErrors;
  private int[] pointLabels;
  private float[] replay;
  private int judged;
  private int unjudged;
  private double[] squares;

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

  public long getPeriod() {
    return period;
  }

  public void setPeriod(long period) {
    this.period = period;
  }

  public WindowScore[] getWindows() {
    return windows;
  }

  public void setWindows(WindowScore[] windows) {
    this.windows = windows;
  }

  public float[] getPointErrors() {
    return pointErrors;
  }

  public void setPointErrors(float[] pointErrors) {
    this.pointErrors = pointErrors;
  }

  public float[] getPointBaselineErrors() {
    return pointBaselineErrors;
  }

  public void setPointBaselineErrors(float[] pointBaselineErrors) {
    this.pointBaselineErrors = pointBaselineErrors;
  }

  public float[] getPointFeatureErrors() {
    return pointFeatureErrors;
  }

  public void setPointFeatureErrors(float[] pointFeatureErrors) {
    this.pointFeatureErrors = pointFeatureErrors;
  }

  public int[] getPointLabels() {
    return pointLabels;
  }

  public void setPointLabels(int[] pointLabels) {
    this.pointLabels = pointLabels;
  }

  public float[] getReplay() {
    return replay;
  }

  public void setReplay(float[] replay) {
    this.replay = replay;
  }

  public double[] getSquares() {
    return squares;
  }

  public void setSquares(double[] squares) {
    this.squares = squares;
  }

  public int getJudged() {
    return judged;
  }

  public void setJudged(int judged) {
    this.judged = judged;
  }

  public int getUnjudged() {
    return unjudged;
  }

  public void setUnjudged(int unjudged) {
    this.unjudged = unjudged;
  }
}

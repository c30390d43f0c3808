package io.reprise.stage.table;

import java.io.Serializable;

/** The scores of one window; see {@link ScoredRow}. */
public final class WindowScore implements Serializable {

  private long start;
  private long end;
  private float error;
  private Float baselineError;
  private int label;
  private float[] stepErrors;
  private float[] featureErrors;
  private float[] embedding;

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

  public float getError() {
    return error;
  }

  public void setError(float error) {
    this.error = error;
  }

  public Float getBaselineError() {
    return baselineError;
  }

  public void setBaselineError(Float baselineError) {
    this.baselineError = baselineError;
  }

  public int getLabel() {
    return label;
  }

  public void setLabel(int label) {
    this.label = label;
  }

  public float[] getStepErrors() {
    return stepErrors;
  }

  public void setStepErrors(float[] stepErrors) {
    this.stepErrors = stepErrors;
  }

  public float[] getFeatureErrors() {
    return featureErrors;
  }

  public void setFeatureErrors(float[] featureErrors) {
    this.featureErrors = featureErrors;
  }

  public float[] getEmbedding() {
    return embedding;
  }

  public void setEmbedding(float[] embedding) {
    this.embedding = embedding;
  }
}

package io.reprise.core.normalize;

import java.io.Serializable;

/** The mean error of each feature over points, gathered in any order. */
public final class MeanErrors implements Serializable {

  private static final long serialVersionUID = 1;

  private final double[] sums;
  private long count;

  public MeanErrors(int features) {
    sums = new double[features];
  }

  /** Adds the errors of a point, unless one of them is not a finite number. */
  public void add(float[] errors) {
    for (float error : errors) {
      if (!Float.isFinite(error)) {
        return;
      }
    }
    for (int feature = 0; feature < sums.length; feature++) {
      sums[feature] += errors[feature];
    }
    count++;
  }

  public MeanErrors merge(MeanErrors other) {
    for (int feature = 0; feature < sums.length; feature++) {
      sums[feature] += other.sums[feature];
    }
    count += other.count;
    return this;
  }

  public long count() {
    return count;
  }

  double sum(int feature) {
    return sums[feature];
  }

  double[] means() {
    double[] means = sums.clone();
    for (int feature = 0; feature < means.length; feature++) {
      means[feature] /= count;
    }
    return means;
  }
}

package io.reprise.core.threshold;

import java.io.Serializable;

/**
 * The errors of the validation part at one level as they are gathered: those that thresholds are
 * calibrated on and, apart, those that bear a label, which only the rule {@code labels} looks at.
 */
public final class ValidationErrors implements Serializable {

  private final ErrorDistribution calibrating = new ErrorDistribution();
  private final ErrorDistribution normal = new ErrorDistribution();
  private final ErrorDistribution anomalous = new ErrorDistribution();

  /** A label is 0, 1, or negative where there is none. */
  public void add(float error, int label, boolean calibrates) {
    if (calibrates) {
      calibrating.add(error);
    }
    if (label >= 0) {
      (label == 0 ? normal : anomalous).add(error);
    }
  }

  public ValidationErrors merge(ValidationErrors other) {
    calibrating.merge(other.calibrating);
    normal.merge(other.normal);
    anomalous.merge(other.anomalous);
    return this;
  }

  public ErrorDistribution calibrating() {
    return calibrating;
  }

  ErrorDistribution normal() {
    return normal;
  }

  ErrorDistribution anomalous() {
    return anomalous;
  }
}

package io.reprise.core.threshold;

import java.io.Serializable;

/**
 * A calibrated threshold, with the mean and deviation of the validation errors and the fraction of
 * them that lies above it: the false-alarm rate to expect.
 */
public record Threshold(
    String rule,
    double k,
    double value,
    double mean,
    double deviation,
    double expectedFalseAlarmRate)
    implements Serializable {

  public boolean flags(float error) {
    return error > value;
  }
}

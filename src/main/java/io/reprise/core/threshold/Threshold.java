package io.reprise.core.threshold;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A calibrated threshold, with the mean and deviation of the validation errors and the false-alarm
 * rate to expect: the chance that a normal error lies above it. {@code bySeries} holds the values
 * of series that have one of their own.
 */
public record Threshold(
    ThresholdRule rule,
    double value,
    double mean,
    double deviation,
    double expectedFalseAlarmRate,
    Map<String, Double> bySeries)
    implements Serializable {

  public Threshold {
    bySeries = Collections.unmodifiableMap(new TreeMap<>(bySeries));
  }

  public double forSeries(String series) {
    return bySeries.getOrDefault(series, value);
  }
}

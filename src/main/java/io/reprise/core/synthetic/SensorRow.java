package io.reprise.core.synthetic;

import java.time.Instant;

/**
 * One row of the archive; the label is 1 while a fault is active, else 0. Only in a broken row are
 * the time or a value null, or a value not finite.
 */
public record SensorRow(
    String series, Instant time, Double vibration, Double temperature, Double pressure, int label) {

  SensorRow withTime(Instant other) {
    return new SensorRow(series, other, vibration, temperature, pressure, label);
  }

  SensorRow with(Feature feature, Double value) {
    return switch (feature) {
      case VIBRATION -> new SensorRow(series, time, value, temperature, pressure, label);
      case TEMPERATURE -> new SensorRow(series, time, vibration, value, pressure, label);
      case PRESSURE -> new SensorRow(series, time, vibration, temperature, value, label);
    };
  }
}

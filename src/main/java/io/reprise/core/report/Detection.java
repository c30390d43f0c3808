package io.reprise.core.report;

import java.util.Optional;

/**
 * How events compare with labelled stretches. A stretch counts as found where an event overlaps it,
 * an event as false where it overlaps no stretch. Nothing is adjusted. {@code volume} is the mean
 * VUS-PR of the series that have labelled stretches.
 */
public record Detection(
    long labelled,
    long found,
    long events,
    long falseEvents,
    double days,
    Optional<Double> volume,
    long volumeSeries) {

  /** Over all series together. */
  public double falseAlarmsPerDay() {
    return days == 0 ? 0 : falseEvents / days;
  }
}

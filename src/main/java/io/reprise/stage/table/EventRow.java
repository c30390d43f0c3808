package io.reprise.stage.table;

import io.reprise.core.report.Event;
import io.reprise.core.series.Microseconds;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/**
 * A row of the {@code events} table. A bean for Spark's encoder; in sequences without time events
 * have steps instead.
 */
public final class EventRow implements Serializable {

  public static final Encoder<EventRow> ENCODER = Encoders.bean(EventRow.class);

  private String series;
  private Instant start;
  private Instant end;
  private Long firstStep;
  private Long lastStep;
  private double peak;
  private double severity;
  private List<String> features;

  public static EventRow of(Event event) {
    EventRow row = new EventRow();
    row.series = event.series();
    row.start = event.timed() ? Microseconds.instant(event.start()) : null;
    row.end = event.timed() ? Microseconds.instant(event.end()) : null;
    row.firstStep = event.timed() ? null : event.start();
    row.lastStep = event.timed() ? null : event.end();
    row.peak = event.peak();
    row.severity = event.severity();
    row.features = event.features();
    return row;
  }

  public Event event() {
    boolean timed = start != null;
    return new Event(
        series,
        timed,
        timed ? Microseconds.of(start) : firstStep,
        timed ? Microseconds.of(end) : lastStep,
        peak,
        severity,
        features);
  }

  public String getSeries() {
    return series;
  }

  public void setSeries(String series) {
    this.series = series;
  }

  public Instant getStart() {
    return start;
  }

  public void setStart(Instant start) {
    this.start = start;
  }

  public Instant getEnd() {
    return end;
  }

  public void setEnd(Instant end) {
    this.end = end;
  }

  public Long getFirstStep() {
    return firstStep;
  }

  public void setFirstStep(Long firstStep) {
    this.firstStep = firstStep;
  }

  public Long getLastStep() {
    return lastStep;
  }

  public void setLastStep(Long lastStep) {
    this.lastStep = lastStep;
  }

  public double getPeak() {
    return peak;
  }

  public void setPeak(double peak) {
    this.peak = peak;
  }

  public double getSeverity() {
    return severity;
  }

  public void setSeverity(double severity) {
    this.severity = severity;
  }

  public List<String> getFeatures() {
    return features;
  }

  public void setFeatures(List<String> features) {
    this.features = features;
  }
}

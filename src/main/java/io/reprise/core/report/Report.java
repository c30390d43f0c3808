package io.reprise.core.report;

import io.reprise.core.network.Bundle;
import io.reprise.core.series.RowAccount;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Threshold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that a report says. Of {@code eventCount} events it lists the worst. {@code warnings}
 * are those that are not about a threshold.
 */
public record Report(
    Run run,
    RowAccount archive,
    Bundle.Training training,
    Threshold threshold,
    Optional<Threshold> pointThreshold,
    Scores scores,
    long eventCount,
    long seriesWithEvents,
    List<Event> events,
    List<Evaluation> evaluations,
    Optional<Detection> detection,
    Optional<Comparison> comparison,
    List<Assessment> assessments,
    List<String> warnings) {

  /**
   * The most events that report.json and the page hold, which are the worst. The events table holds
   * all.
   */
  public static final int MOST_EVENTS = 1000;

  /** The run that made the report. */
  public record Run(
      String id,
      String job,
      Instant startedAt,
      double seconds,
      String spark,
      String engine,
      String precision,
      String configSha256,
      String model) {}

  /** What was judged; {@code determination} is R² by feature. */
  public record Scores(
      long sequences,
      long flagged,
      double flaggedFraction,
      double seconds,
      double sequencesPerSecond,
      Histogram histogram,
      Optional<Points> points,
      Map<String, Double> determination) {

    /** The mean of the features' R², empty where none has one. */
    public OptionalDouble meanDetermination() {
      return determination.values().stream().mapToDouble(Double::doubleValue).average();
    }
  }

  /**
   * Single points, or steps of sequences. The unjudged ones lie in stretches too short for a
   * window.
   */
  public record Points(long judged, long flagged, long unjudged) {
    public double flaggedFraction() {
      return judged == 0 ? 0 : (double) flagged / judged;
    }
  }
}

package io.reprise.core.report;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a series whose errors lie above the threshold, from its first flagged point to its
 * last. Times are in microseconds; a sequence without time counts steps. {@code features} are in
 * the order of their share in the error.
 */
public record Event(
    String series,
    boolean timed,
    long start,
    long end,
    double peak,
    double severity,
    List<String> features)
    implements Serializable {

  /** The worst first. Ties are ordered by place, so that the order never depends on chance. */
  public static final Comparator<Event> WORST_FIRST =
      Comparator.comparingDouble(Event::severity)
          .reversed()
          .thenComparing(Event::series)
          .thenComparingLong(Event::start);

  public Event {
    features = List.copyOf(features);
  }

  /**
   * From 0 at the threshold towards 10. An error of twice the threshold gives 5, one of ten times
   * 9.
   */
  public static double severityOf(double peak, double threshold) {
    if (!(peak > threshold)) {
      return 0;
    }
    return threshold <= 0 ? 10 : 10 * (1 - threshold / peak);
  }
}

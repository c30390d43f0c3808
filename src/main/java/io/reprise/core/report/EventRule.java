package io.reprise.core.report;

import java.io.Serializable;

/**
 * When flagged points are an event: at most {@code gapTolerance} unflagged points lie between two
 * of them, and it spans {@code leastDuration} points or its peak reaches {@code spike} times the
 * threshold. The reason for the latter: at a steep edge a model is a little late, and wrong for one
 * point and by little.
 */
public record EventRule(int gapTolerance, int leastDuration, double spike) implements Serializable {

  /** The same rule without a least duration: it keeps every event. */
  public EventRule everything() {
    return new EventRule(gapTolerance, 1, spike);
  }

  boolean counts(long points, double peak, double threshold) {
    return points >= leastDuration || peak >= spike * threshold;
  }
}

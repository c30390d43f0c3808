package io.reprise.core.report;

import java.io.Serializable;

/**
 * What makes an event of flagged points: at most {@code gapTolerance} unflagged ones lie between
 * two of them, and it spans {@code leastDuration} points or its peak reaches {@code spike} times
 * the threshold. A model that is a little late at a steep edge is wrong for one point and by
 * little.
 */
public record EventRule(int gapTolerance, int leastDuration, double spike) implements Serializable {

  /** Whatever is flagged. */
  public EventRule everything() {
    return new EventRule(gapTolerance, 1, spike);
  }

  boolean counts(long points, double peak, double threshold) {
    return points >= leastDuration || peak >= spike * threshold;
  }
}

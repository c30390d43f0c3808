package io.reprise.core.synthetic;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What to draw: {@code series} pumps of {@code points} points each. The faults, counted over all
 * pumps, start after the fraction {@code faultsAfter} of the span.
 */
public record SensorPlan(
    long seed,
    int series,
    int points,
    Instant start,
    Duration period,
    int faults,
    double faultsAfter,
    Dirt dirt)
    implements Serializable {

  /** The task that draws a series holds all of it, some hundred bytes a point. */
  private static final int MOST_POINTS = 10_000_000;

  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(1);
  private static final Duration LONGEST_PERIOD = Duration.ofHours(1);

  public SensorPlan {
    Require.atLeast(1, "series", series);
    Require.atLeast(1, "points", points);
    Require.atMost(1_000_000, "series", series);
    Require.atMost(MOST_POINTS, "points", points);
    Require.that(start != null, "start is missing. Use the instant of the first row");
    Require.that(
        period != null
            && period.compareTo(SHORTEST_PERIOD) >= 0
            && period.compareTo(LONGEST_PERIOD) <= 0,
        "period is %s. Use %s to %s: the shortest rhythm of a pump takes four hours",
        period,
        SHORTEST_PERIOD,
        LONGEST_PERIOD);
    Require.atLeast(0, "faults", faults);
    Require.atMost(1_000_000, "faults", faults);
    Require.fraction("faultsAfter", faultsAfter);
    Require.that(dirt != null, "dirt is missing. Use Dirt.NONE for a clean archive");
    Require.that(
        Arrivals.roomForGaps(dirt.gaps(), points, period),
        "%d gaps do not fit into %d points. Use fewer gaps or more points",
        dirt.gaps(),
        points);
  }

  /** Name of the series at an index; it does not depend on how many there are. */
  public String seriesName(int index) {
    Require.index("series", index, series);
    return String.format(Locale.ROOT, "pump-%02d", index + 1);
  }

  Instant time(int point) {
    return start.plus(period.multipliedBy(point));
  }

  /** Point at a time of the grid. */
  int point(Instant time) {
    return Math.toIntExact(Duration.between(start, time).dividedBy(period));
  }

  int firstFaultyPoint() {
    return (int) Math.ceil(points * faultsAfter);
  }

  RandomStream random(String name) {
    return RandomStream.named(seed, name);
  }
}

package io.reprise.core.synthetic;

import java.time.Duration;

/** The ways in which a pump, or one of its sensors, goes wrong. */
public enum FaultKind {
  /** One to three points far off. */
  SPIKE(Duration.ZERO, Duration.ZERO, new Range(0.75, 1)),
  /** The feature keeps its rhythm at another height. */
  LEVEL_SHIFT(Duration.ofHours(3), Duration.ofHours(8), new Range(0.45, 0.7)),
  /** The feature ramps away from its rhythm and comes back faster. */
  DRIFT(Duration.ofHours(7), Duration.ofHours(12), new Range(0.65, 0.9)),
  /** The feature repeats one value to the last digit, longer than any shift of the load lasts. */
  STUCK(Duration.ofHours(10), Duration.ofHours(14), new Range(0, 0)),
  /** The feature, or the whole pump, no longer follows load and time of day; noise remains. */
  LOST_RHYTHM(Duration.ofHours(10), Duration.ofHours(16), new Range(0, 0));

  private static final int LONGEST_SPIKE = 3;

  private final Duration shortest;
  private final Duration longest;

  /** Distance from normal, as a share of the feature's swing. */
  final Range height;

  FaultKind(Duration shortest, Duration longest, Range height) {
    this.shortest = shortest;
    this.longest = longest;
    this.height = height;
  }

  /** Points that a fault of this kind lasts. */
  int drawLength(Duration period, RandomStream random) {
    if (this == SPIKE) {
      return random.intBetween(1, LONGEST_SPIKE);
    }
    return random.intBetween(points(shortest, period), points(longest, period));
  }

  private static int points(Duration length, Duration period) {
    return (int) length.dividedBy(period);
  }
}

package io.reprise.core.synthetic;

import java.io.Serializable;

/**
 * What to draw: {@code sequences} sequences whose {@code features} all follow one curve. {@code
 * noise} is a standard deviation, {@code anomalies} the chance of a sequence to be anomalous.
 */
public record SignalPlan(
    long seed,
    int sequences,
    SequencePoints points,
    int features,
    SignalShape shape,
    double noise,
    SignalAnomaly anomaly,
    double anomalies)
    implements Serializable {

  /** The task that draws a sequence holds all of it. */
  private static final int MOST_VALUES = 100_000_000;

  /** The points of the shortest and of the longest sequence. */
  public record SequencePoints(int least, int most) implements Serializable {

    public SequencePoints {
      Require.atLeast(1, "points", most);
      Require.atLeast(1, "leastPoints", least);
      Require.that(
          least <= most,
          "leastPoints is %d. Use %d or less, the points of the longest sequence",
          least,
          most);
    }

    /** All sequences are equally long. */
    public static SequencePoints all(int points) {
      return new SequencePoints(points, points);
    }

    int draw(RandomStream random) {
      return least == most ? most : random.intBetween(least, most);
    }
  }

  public SignalPlan {
    Require.atLeast(1, "sequences", sequences);
    Require.atLeast(1, "features", features);
    Require.atMost(10_000_000, "sequences", sequences);
    Require.that(
        (long) features * points.most() <= MOST_VALUES,
        "%d points of %d features are %d values. Use %d or less in a sequence",
        points.most(),
        features,
        (long) features * points.most(),
        MOST_VALUES);
    Require.that(
        noise >= 0 && Double.isFinite(noise), "noise is %s. Use a finite number from 0", noise);
    Require.fraction("anomalies", anomalies);
  }

  RandomStream random(String name) {
    return RandomStream.named(seed, name);
  }
}

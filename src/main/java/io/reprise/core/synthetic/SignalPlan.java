package io.reprise.core.synthetic;

import java.io.Serializable;

/**
 * What to draw: {@code sequences} sequences of {@code leastPoints} to {@code points} points, whose
 * {@code features} all follow one curve. {@code noise} is a standard deviation, {@code anomalies}
 * the chance of a sequence to be anomalous.
 */
public record SignalPlan(
    long seed,
    int sequences,
    int leastPoints,
    int points,
    int features,
    SignalShape shape,
    double noise,
    SignalAnomaly anomaly,
    double anomalies)
    implements Serializable {

  public SignalPlan {
    Require.atLeast(1, "sequences", sequences);
    Require.atLeast(1, "points", points);
    Require.atLeast(1, "leastPoints", leastPoints);
    Require.that(
        leastPoints <= points,
        "leastPoints is %d. Use %d or less, the points of the longest sequence",
        leastPoints,
        points);
    Require.atLeast(1, "features", features);
    Require.that(
        noise >= 0 && Double.isFinite(noise), "noise is %s. Use a finite number from 0", noise);
    Require.fraction("anomalies", anomalies);
  }

  RandomStream random(String name) {
    return RandomStream.named(seed, name);
  }
}

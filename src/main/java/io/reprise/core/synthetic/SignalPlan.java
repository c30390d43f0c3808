package io.reprise.core.synthetic;

import java.io.Serializable;

/**
 * What to draw: {@code sequences} sines of {@code points} points each, with so many {@code cycles}
 * a sequence. {@code noise} is a standard deviation, {@code anomalies} the chance of a sequence to
 * be anomalous.
 */
public record SignalPlan(
    long seed,
    int sequences,
    int points,
    Range cycles,
    Range amplitude,
    double noise,
    double anomalies)
    implements Serializable {
  private static final Range USUAL_CYCLES = new Range(1, 5);
  private static final Range USUAL_AMPLITUDE = new Range(0.5, 1.5);

  public SignalPlan {
    Require.atLeast(1, "sequences", sequences);
    Require.atLeast(1, "points", points);
    Require.that(cycles != null && cycles.from() > 0, "cycles are %s. Use a range above 0", cycles);
    Require.that(
        amplitude != null && amplitude.from() > 0,
        "amplitude is %s. Use a range above 0",
        amplitude);
    Require.that(
        noise >= 0 && Double.isFinite(noise), "noise is %s. Use a finite number from 0", noise);
    Require.fraction("anomalies", anomalies);
  }

  /** Healthy sines without noise. */
  public static SignalPlan clean(long seed, int sequences, int points) {
    return new SignalPlan(seed, sequences, points, USUAL_CYCLES, USUAL_AMPLITUDE, 0, 0);
  }

  public SignalPlan withNoise(double other) {
    return new SignalPlan(seed, sequences, points, cycles, amplitude, other, anomalies);
  }

  public SignalPlan withAnomalies(double other) {
    return new SignalPlan(seed, sequences, points, cycles, amplitude, noise, other);
  }
}

package io.reprise.core.threshold;

/**
 * How far scored errors lie from the validation errors: the two-sample Kolmogorov–Smirnov
 * statistic, which is the greatest distance of the two distribution functions, and the chance of
 * such a distance or more between samples of one distribution.
 */
public record Drift(double distance, double chance) {

  /**
   * A distance must also be as large as this. Among thousands of errors every distance is
   * significant, and anomalies alone cause some distance.
   */
  static final double NOTABLE = 0.2;

  private static final double SIGNIFICANT = 0.001;

  static Drift between(ErrorSummary validation, ErrorSummary judged) {
    double distance = 0;
    for (float[] places :
        new float[][] {
          validation.quantiles(), validation.tail(), judged.quantiles(), judged.tail()
        }) {
      for (float place : places) {
        double apart = validation.fractionAbove(place) - judged.fractionAbove(place);
        distance = Math.max(distance, Math.abs(apart));
      }
    }
    double size =
        (double) validation.count() * judged.count() / (validation.count() + judged.count());
    return new Drift(distance, chance(distance * Math.sqrt(size)));
  }

  public boolean notable() {
    return distance >= NOTABLE && chance < SIGNIFICANT;
  }

  /** Kolmogorov's distribution, by whichever of its two series converges at once. */
  static double chance(double scaled) {
    if (scaled < 0.2) {
      return 1;
    }
    double sum = 0;
    if (scaled < 1) {
      for (int i = 1; i <= 9; i += 2) {
        sum += Math.exp(-i * i * Math.PI * Math.PI / (8 * scaled * scaled));
      }
      return 1 - Math.sqrt(2 * Math.PI) / scaled * sum;
    }
    for (int i = 1; i <= 9; i++) {
      sum += (i % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * i * i * scaled * scaled);
    }
    return sum;
  }
}

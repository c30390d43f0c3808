package io.reprise.core.threshold;

import io.reprise.core.normalize.Moments;
import java.io.Serializable;

/**
 * What a model bundle keeps of its validation errors: moments, and the errors at {@link #RANKS}
 * evenly spaced ranks from the least to the greatest.
 */
public record ErrorSummary(Moments moments, float[] quantiles) implements Serializable {

  public static final int RANKS = 1001;

  public static ErrorSummary of(ErrorDistribution distribution) {
    double[] fractions = new double[RANKS];
    for (int i = 0; i < RANKS; i++) {
      fractions[i] = (double) i / (RANKS - 1);
    }
    return new ErrorSummary(
        distribution.moments(),
        distribution.moments().count() == 0
            ? new float[0]
            : distribution.quantiles().quantiles(fractions));
  }

  /** The fraction of validation errors above {@code value}, to the resolution of the ranks. */
  public double fractionAbove(double value) {
    if (quantiles.length == 0) {
      return 0;
    }
    int above = 0;
    for (float quantile : quantiles) {
      above += quantile > value ? 1 : 0;
    }
    return (double) above / quantiles.length;
  }
}

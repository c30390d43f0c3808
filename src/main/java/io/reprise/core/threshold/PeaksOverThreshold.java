package io.reprise.core.threshold;

/**
 * The tail of errors as extreme value theory sees it: the fraction {@code rate} lies above {@code
 * level}, by excesses that follow {@code excess}.
 */
record PeaksOverThreshold(double level, int peaks, double rate, GeneralizedPareto excess) {

  /** Where SPOT starts: the errors above this quantile are the tail. */
  private static final double INITIAL_QUANTILE = 0.98;

  /**
   * If there are few errors, the tail starts lower, so that it holds this many, but never below
   * {@link #LOWEST_QUANTILE}.
   */
  private static final int WANTED_PEAKS = 100;

  private static final double LOWEST_QUANTILE = 0.9;

  /** Fewer peaks say nothing. */
  static final int FEWEST_PEAKS = 30;

  static PeaksOverThreshold of(ErrorSummary errors) {
    double enough = 1 - (double) WANTED_PEAKS / errors.count();
    return of(errors, Math.max(LOWEST_QUANTILE, Math.min(INITIAL_QUANTILE, enough)));
  }

  /** The level is raised where more errors lie above the quantile than are kept exactly. */
  static PeaksOverThreshold of(ErrorSummary errors, double initialQuantile) {
    float[] tail = errors.requireAny().tail();
    if (tail.length == 0) {
      throw new CalibrationException(
          "threshold.rule = pot needs the greatest validation errors, and this model keeps none;"
              + " train again, or take threshold.rule = quantile.");
    }
    double level = Math.max(errors.quantile(initialQuantile), tail[0]);
    int peaks = (int) errors.countAbove(level);
    double[] excesses = new double[peaks];
    for (int i = 0; i < peaks; i++) {
      excesses[i] = tail[tail.length - peaks + i] - level;
    }
    return new PeaksOverThreshold(
        level,
        peaks,
        (double) peaks / errors.count(),
        peaks == 0 ? new GeneralizedPareto(0, 0) : GeneralizedPareto.fit(excesses));
  }

  /** The value that is exceeded with the chance {@code risk}, at least the level itself. */
  double exceededWith(double risk) {
    return peaks == 0 || risk >= rate ? level : level + excess.exceededWith(risk / rate);
  }

  /** The chance to exceed a value above the level. */
  double exceedance(double value) {
    return peaks == 0 ? 0 : rate * excess.survival(value - level);
  }
}

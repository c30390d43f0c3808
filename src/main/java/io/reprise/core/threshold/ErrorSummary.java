package io.reprise.core.threshold;

import io.reprise.core.normalize.Moments;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What a model bundle keeps of validation errors: moments, the errors at evenly spaced ranks from
 * the least to the greatest, and the greatest errors exactly, ascending. Models of version 1 have
 * no such {@code tail}.
 */
public record ErrorSummary(Moments moments, float[] quantiles, float[] tail)
    implements Serializable {

  public static final int RANKS = 1001;

  /**
   * So many ranks are kept of one series among many, so that a bundle with many series stays small.
   */
  static final int SERIES_RANKS = 101;

  static final int SERIES_TAIL = 256;

  /** From so many errors on, their count is a better guide than a fitted tail. */
  static final int COUNTED = 10;

  public ErrorSummary {
    moments = moments.copy();
  }

  public static ErrorSummary of(ErrorDistribution distribution) {
    return of(distribution, RANKS, Tail.CAPACITY);
  }

  /** A shorter summary, for one series among many. */
  public static ErrorSummary ofSeries(ErrorDistribution distribution) {
    return of(distribution, SERIES_RANKS, SERIES_TAIL);
  }

  private static ErrorSummary of(ErrorDistribution distribution, int ranks, int longest) {
    if (distribution.moments().count() == 0) {
      return new ErrorSummary(distribution.moments(), new float[0], new float[0]);
    }
    double[] fractions = new double[ranks];
    for (int i = 0; i < ranks; i++) {
      fractions[i] = (double) i / (ranks - 1);
    }
    float[] tail = distribution.tail();
    return new ErrorSummary(
        distribution.moments(),
        distribution.quantiles().quantiles(fractions),
        Arrays.copyOfRange(tail, Math.max(0, tail.length - longest), tail.length));
  }

  public long count() {
    return moments.count();
  }

  /** Refuses to calibrate on no errors at all. */
  ErrorSummary requireAny() {
    if (count() == 0) {
      throw new CalibrationException(
          "There are no validation errors to calibrate a threshold on; enlarge split.validation"
              + " and train again.");
    }
    return this;
  }

  /** The least error that at least {@code fraction} of the errors do not exceed. */
  public double quantile(double fraction) {
    requireAny();
    // Without the slack, 0.7 of 10 would be the eighth.
    long rank = Math.max(1, (long) Math.ceil(fraction * count() - 1e-6));
    long above = count() - rank;
    return above < tail.length
        ? tail[tail.length - 1 - (int) above]
        : quantiles[(int) (fraction * (quantiles.length - 1))];
  }

  /** The median of the distances to {@code centre}. */
  double medianDistance(double centre) {
    double[] distances = new double[quantiles.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.abs(quantiles[i] - centre);
    }
    Arrays.sort(distances);
    return distances[distances.length / 2];
  }

  /** How many errors lie above {@code value}: exact in the tail, else to the next rank. */
  public long countAbove(double value) {
    boolean inTail = tail.length > 0 && (value >= tail[0] || tail.length == count());
    return inTail
        ? above(tail, value)
        : Math.max(tail.length, Math.round(fractionOfRanks(value) * count()));
  }

  /** The fraction of the errors above {@code value}. */
  public double fractionAbove(double value) {
    return count() == 0 ? 0 : (double) countAbove(value) / count();
  }

  /**
   * The chance that one more such error lies above {@code value}. It is counted where enough errors
   * do, and otherwise follows from the shape of the tail.
   */
  public double chanceAbove(double value) {
    if (countAbove(value) >= COUNTED || tail.length < COUNTED) {
      return fractionAbove(value);
    }
    PeaksOverThreshold peaks = PeaksOverThreshold.of(this);
    return value < peaks.level() ? fractionAbove(value) : peaks.exceedance(value);
  }

  private double fractionOfRanks(double value) {
    return quantiles.length == 0 ? 0 : (double) above(quantiles, value) / quantiles.length;
  }

  private static int above(float[] ascending, double value) {
    int from = 0;
    int to = ascending.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (ascending[middle] > value) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return ascending.length - from;
  }
}

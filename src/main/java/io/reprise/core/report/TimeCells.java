package io.reprise.core.report;

import io.reprise.core.series.Microseconds;

/** A span of time in at most {@link #MOST} cells of one round width. Times are in microseconds. */
public record TimeCells(long start, long width, int count) {

  public static final int MOST = 200;

  private static final long SECOND = Microseconds.PER_SECOND;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** Widths that people count in; each divides a day, or is a number of days. */
  private static final long[] ROUND = {
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY
  };

  /** Cells from {@code first} to {@code last}, none of them narrower than {@code period}. */
  public static TimeCells over(long first, long last, long period) {
    long width = round(Math.max(period, (last - first) / MOST + 1));
    // Starting at a multiple of the width can take one cell more.
    while (cells(first, last, width) > MOST) {
      width = round(width + 1);
    }
    long start = Math.floorDiv(first, width) * width;
    return new TimeCells(start, width, cells(first, last, width));
  }

  private static int cells(long first, long last, long width) {
    return (int) (Math.floorDiv(last, width) - Math.floorDiv(first, width)) + 1;
  }

  /** The least round width that is no less; below a second, powers of ten. */
  private static long round(long width) {
    long tenth = 1;
    while (tenth < SECOND) {
      if (tenth >= width) {
        return tenth;
      }
      tenth *= 10;
    }
    for (long round : ROUND) {
      if (round >= width) {
        return round;
      }
    }
    return -Math.floorDiv(-width, DAY) * DAY;
  }
}

package io.reprise.core.report;

import java.util.List;

/** The errors of a flagged series, thinned to the worst of each stretch of time. */
public record Timeline(String series, List<Bin> bins) {

  public static final int MOST_SERIES = 24;
  public static final int MOST_BINS = 1000;

  public Timeline {
    bins = List.copyOf(bins);
  }

  /** Milliseconds since the epoch, as the page wants them, and the greatest error from there on. */
  public record Bin(long millis, double error) {}
}

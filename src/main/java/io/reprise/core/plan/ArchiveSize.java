package io.reprise.core.plan;

import io.reprise.core.series.Span;

/**
 * What an archive or a series table holds. Where only a part of it was looked at, it is not {@code
 * whole}: rows and points are estimates, and there may be more series.
 */
public record ArchiveSize(
    boolean whole,
    boolean sequences,
    long rows,
    long series,
    long points,
    int features,
    Span span) {

  public double pointsOfSeries() {
    return series == 0 ? 0 : (double) points / series;
  }
}

package io.reprise.core.report;

import java.util.List;

/**
 * Severity by series and stretch of time, between the first and the last point that was judged, in
 * microseconds. The worst series come first.
 */
public record SeverityMap(long first, long last, TimeCells cells, List<Line> lines) {

  public static final int MOST_SERIES = 200;

  public SeverityMap {
    lines = List.copyOf(lines);
  }

  /** A cell is NaN where nothing was judged, and 0 where no event was. */
  public record Line(String series, float[] severities) {}
}

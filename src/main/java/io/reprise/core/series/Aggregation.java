package io.reprise.core.series;

/** What several points in one cell of the grid come to. */
public enum Aggregation {
  MEAN,
  LAST,
  MIN,
  MAX
}

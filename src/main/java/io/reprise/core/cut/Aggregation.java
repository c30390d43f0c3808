package io.reprise.core.cut;

/** How several points in one cell of the grid become one. */
public enum Aggregation {
  MEAN,
  LAST,
  MIN,
  MAX
}

package io.reprise.core.series;

/** How a short gap is bridged. */
public enum Filling {
  /** By a straight line from the point before to the point after. */
  LINEAR,
  /** By the point before. */
  PREVIOUS
}

package io.reprise.core.cut;

/** How a short gap is bridged. */
public enum Filling {
  /** By a straight line from the point before to the point after. */
  LINEAR,
  /** By the point before. */
  PREVIOUS
}

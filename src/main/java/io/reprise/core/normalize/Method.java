package io.reprise.core.normalize;

/** How a feature is centered and spread. */
public enum Method {
  /** Mean and standard deviation. */
  STANDARD,
  /** Least value and range. */
  MIN_MAX,
  /** Median and interquartile range: outliers do not move it. */
  ROBUST,
  NONE
}

package io.reprise.core.cut;

/** Which of several points with one time counts; the others are rejected, but for the mean. */
public enum Duplicates {
  FIRST,
  LAST,
  MEAN
}

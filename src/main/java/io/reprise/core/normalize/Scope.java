package io.reprise.core.normalize;

/** Over what the statistics of a scaler are taken. */
public enum Scope {
  /** All training data. */
  GLOBAL,
  /** The training data of each series; a series not seen in training takes the global scaler. */
  SERIES,
  /** Every window for itself. */
  SEQUENCE
}

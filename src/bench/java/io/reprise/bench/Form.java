package io.reprise.bench;

/** How much is measured. */
public enum Form {
  WHOLE,
  /** Just enough to see that a benchmark still runs and ends; its figures say nothing. */
  SHORT;

  public <T> T of(T whole, T brief) {
    return this == WHOLE ? whole : brief;
  }
}

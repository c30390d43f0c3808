package io.reprise.core.text;

import java.io.Serializable;

/** A column, and its slot among the values of its kind in a {@link TextRow}. */
public record TextColumn(String name, Kind kind, int slot) implements Serializable {

  public enum Kind {
    /** A number; NaN is a missing one. */
    NUMBER,
    /** Among the numbers, as microseconds since 1970. */
    TIME,
    /** A text; null is a missing one. */
    TEXT,
    /** An array of numbers; NaN is a missing one. */
    SEQUENCE
  }
}

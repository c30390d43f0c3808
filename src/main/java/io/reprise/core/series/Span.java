package io.reprise.core.series;

import java.io.Serializable;

/** A stretch of time in microseconds, from {@code from} to before {@code to}. */
public record Span(long from, long to) implements Serializable {

  public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);
  public static final Span NONE = new Span(0, 0);

  public boolean contains(long time) {
    return time >= from && time < to;
  }

  public boolean isEmpty() {
    return from >= to;
  }
}

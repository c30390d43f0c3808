package io.reprise.core.series;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/** A stretch of time in microseconds, from {@code from} to before {@code to}. */
public record Span(long from, long to) implements Serializable {

  public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);
  public static final Span NONE = new Span(0, 0);

  /** From one instant to before another; where one is missing, without that end. */
  public static Span between(Optional<Instant> from, Optional<Instant> to) {
    return new Span(
        from.map(Microseconds::of).orElse(ALL.from), to.map(Microseconds::of).orElse(ALL.to));
  }

  public boolean contains(long time) {
    return time >= from && time < to;
  }

  public boolean isEmpty() {
    return from >= to;
  }
}

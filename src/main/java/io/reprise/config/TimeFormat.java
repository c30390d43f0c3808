package io.reprise.config;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** How an archive writes its times. */
public sealed interface TimeFormat {

  /** A timestamp, a date, or a text in ISO 8601. */
  record Standard() implements TimeFormat {}

  /** A number of units since 1970 in UTC. */
  record Epoch(Unit unit) implements TimeFormat {}

  /** A text in a pattern that Java and Spark share, for instance {@code dd.MM.yyyy HH:mm}. */
  record Pattern(String pattern) implements TimeFormat {

    public Pattern {
      // Throws where the text is not a pattern.
      Objects.requireNonNull(DateTimeFormatter.ofPattern(pattern));
    }
  }

  /** What an epoch counts. */
  enum Unit {
    SECONDS,
    MILLISECONDS,
    MICROSECONDS,
    NANOSECONDS;

    private static Optional<Unit> of(String text) {
      return Arrays.stream(values())
          .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst();
    }
  }

  /** The name of a unit, or else a pattern. */
  static TimeFormat of(String text) {
    return Unit.of(text).<TimeFormat>map(Epoch::new).orElseGet(() -> new Pattern(text));
  }
}

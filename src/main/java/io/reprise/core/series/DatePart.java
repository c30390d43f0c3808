package io.reprise.core.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The stretches of time, in UTC, that no chunk reaches across. */
public enum DatePart {
  DAY,
  MONTH,
  YEAR;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the part begins that holds this instant, in microseconds. */
  public long start(long micros) {
    return switch (this) {
      case DAY -> micros - Math.floorMod(micros, Microseconds.PER_DAY);
      case MONTH -> Microseconds.of(Microseconds.date(micros).withDayOfMonth(1));
      case YEAR -> Microseconds.of(Microseconds.date(micros).withDayOfYear(1));
    };
  }

  public boolean beginsAt(Instant instant) {
    long micros = Microseconds.of(instant);
    return start(micros) == micros;
  }

  /** Where the next part begins. */
  public long end(long micros) {
    return switch (this) {
      case DAY -> start(micros) + Microseconds.PER_DAY;
      case MONTH -> Microseconds.of(Microseconds.date(micros).withDayOfMonth(1).plusMonths(1));
      case YEAR -> Microseconds.of(Microseconds.date(micros).withDayOfYear(1).plusYears(1));
    };
  }

  /** How many parts a span touches. */
  public long count(Span span) {
    if (span.isEmpty()) {
      return 0;
    }
    LocalDate first = Microseconds.date(start(span.from()));
    LocalDate last = Microseconds.date(start(span.to() - 1));
    return 1
        + switch (this) {
          case DAY -> ChronoUnit.DAYS.between(first, last);
          case MONTH -> ChronoUnit.MONTHS.between(first, last);
          case YEAR -> ChronoUnit.YEARS.between(first, last);
        };
  }
}

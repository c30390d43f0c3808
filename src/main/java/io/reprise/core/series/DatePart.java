package io.reprise.core.series;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

  /** The first days of the parts that a span touches. */
  public List<LocalDate> dates(Span span) {
    List<LocalDate> dates = new ArrayList<>();
    for (long start = start(span.from()); start < span.to(); start = end(start)) {
      dates.add(Microseconds.date(start));
    }
    return dates;
  }
}

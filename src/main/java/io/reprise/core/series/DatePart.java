package io.reprise.core.series;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The stretches of time, in UTC, that no chunk reaches across. */
public enum DatePart {
  DAY,
  MONTH,
  YEAR;

  private static final long DAY_MICROS = 86_400_000_000L;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the part begins that holds this instant, in microseconds. */
  public long start(long micros) {
    return switch (this) {
      case DAY -> Math.floorDiv(micros, DAY_MICROS) * DAY_MICROS;
      case MONTH -> micros(date(micros).withDayOfMonth(1));
      case YEAR -> micros(date(micros).withDayOfYear(1));
    };
  }

  /** Where the next part begins. */
  public long end(long micros) {
    return switch (this) {
      case DAY -> start(micros) + DAY_MICROS;
      case MONTH -> micros(date(micros).withDayOfMonth(1).plusMonths(1));
      case YEAR -> micros(date(micros).withDayOfYear(1).plusYears(1));
    };
  }

  /** The first days of the parts that a span touches. */
  public List<LocalDate> dates(Span span) {
    List<LocalDate> dates = new ArrayList<>();
    for (long start = start(span.from()); start < span.to(); start = end(start)) {
      dates.add(date(start));
    }
    return dates;
  }

  private static LocalDate date(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY_MICROS));
  }

  /** Where a day begins, in microseconds. */
  public static long micros(LocalDate date) {
    return date.toEpochDay() * DAY_MICROS;
  }
}

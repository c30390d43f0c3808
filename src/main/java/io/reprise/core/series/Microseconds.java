package io.reprise.core.series;

import java.time.Instant;
import java.time.LocalDate;

/** Times as chunks and tables count them: microseconds since 1970, in UTC. */
public final class Microseconds {

  public static final long PER_SECOND = 1_000_000;
  public static final long PER_DAY = 86_400 * PER_SECOND;

  private static final int NANOSECONDS = 1000;

  private Microseconds() {}

  /**
   * The last whole one that is not after the instant. {@code ChronoUnit.MICROS.between} counts
   * nanoseconds, which overflow in 2262.
   */
  public static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / NANOSECONDS);
  }

  /** In nanoseconds; the first or the last that a long can count where it cannot count so many. */
  public static long nanoseconds(long microseconds) {
    long most = Long.MAX_VALUE / NANOSECONDS;
    return Math.max(-most, Math.min(most, microseconds)) * NANOSECONDS;
  }

  /** Where a day begins. */
  public static long of(LocalDate date) {
    return date.toEpochDay() * PER_DAY;
  }

  public static Instant instant(long microseconds) {
    return Instant.ofEpochSecond(
        Math.floorDiv(microseconds, PER_SECOND),
        Math.floorMod(microseconds, PER_SECOND) * NANOSECONDS);
  }

  public static LocalDate date(long microseconds) {
    return LocalDate.ofEpochDay(Math.floorDiv(microseconds, PER_DAY));
  }
}

package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class MicrosecondsTest {

  @Property
  void instantsKeepTheirMicroseconds(
      @ForAll @LongRange(min = -9_000_000_000_000_000_000L, max = 9_000_000_000_000_000_000L)
          long microseconds) {
    assertThat(Microseconds.of(Microseconds.instant(microseconds))).isEqualTo(microseconds);
  }

  @Property
  void aDayBeginsWhereItsDateSays(
      @ForAll @LongRange(min = -9_000_000_000_000_000_000L, max = 9_000_000_000_000_000_000L)
          long microseconds) {
    long start = Microseconds.of(Microseconds.date(microseconds));

    assertThat(microseconds - start).isBetween(0L, Microseconds.PER_DAY - 1);
  }

  @Example
  void countsFrom1970() {
    assertThat(Microseconds.of(Instant.parse("1970-01-01T00:00:01.000002Z"))).isEqualTo(1_000_002);
    assertThat(Microseconds.instant(-1)).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
    assertThat(Microseconds.of(LocalDate.parse("1970-01-02"))).isEqualTo(86_400_000_000L);
    assertThat(Microseconds.date(-1)).isEqualTo(LocalDate.parse("1969-12-31"));
  }

  @Example
  void countsBeyondTheNanosecondsOfALong() {
    assertThat(Microseconds.of(Instant.parse("2300-01-01T00:00:00Z")))
        .isEqualTo(10_413_792_000_000_000L);
  }

  @Example
  void cutsNanosecondsOff() {
    assertThat(Microseconds.of(Instant.parse("1970-01-01T00:00:00.000001999Z"))).isEqualTo(1);
    assertThat(Microseconds.of(Instant.parse("1969-12-31T23:59:59.999999500Z"))).isEqualTo(-1);
  }
}

package io.reprise.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatePartTest {

  @ParameterizedTest
  @CsvSource({
    "DAY, 2024-02-29T23:59:59.999999Z, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "DAY, 2024-03-01T00:00:00Z, 2024-03-01T00:00:00Z, 2024-03-02T00:00:00Z",
    "DAY, 1969-12-31T23:59:59.999999Z, 1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z",
    "MONTH, 2024-02-29T12:00:00Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
    "MONTH, 1969-12-01T00:00:00Z, 1969-12-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "YEAR, 2024-12-31T23:00:00Z, 2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
    "YEAR, 1900-07-01T00:00:00Z, 1900-01-01T00:00:00Z, 1901-01-01T00:00:00Z"
  })
  void aPartBeginsAndEnds(DatePart part, Instant instant, Instant start, Instant end) {
    assertThat(part.start(Microseconds.of(instant))).isEqualTo(Microseconds.of(start));
    assertThat(part.end(Microseconds.of(instant))).isEqualTo(Microseconds.of(end));
    assertThat(part.beginsAt(start)).isTrue();
    assertThat(part.beginsAt(instant)).isEqualTo(instant.equals(start));
  }
}

package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventCsvTest {

  @Test
  void noEventsLeaveTheHeader() {
    assertThat(EventCsv.lines(List.<Event>of().iterator()))
        .toIterable()
        .containsExactly("series,start,end,peak,severity,features");
  }

  @Test
  void quotesWhatNeedsIt() {
    Event plain = new Event("pump", true, 0, 1_500_000, 2, 7.5, List.of("vibration", "pressure"));
    Event odd = new Event("a \"b\", c\nd", false, 0, 3, 1e-7, 0, List.of());

    assertThat(EventCsv.lines(List.of(plain, odd).iterator()))
        .toIterable()
        .element(1)
        .isEqualTo("pump,1970-01-01T00:00:00Z,1970-01-01T00:00:01.500Z,2.0,7.5,vibration;pressure");
    assertThat(EventCsv.lines(List.of(plain, odd).iterator()))
        .toIterable()
        .last()
        .isEqualTo("\"a \"\"b\"\", c\nd\",0,3,1.0E-7,0.0,");
  }
}

package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1"})
  void aTextIsNeverAFormula(String text) {
    Event event = new Event(text, false, 0, 3, 1, -0.5, List.of("speed", text));

    String line = EventCsv.lines(List.of(event).iterator()).next();
    for (Iterator<String> lines = EventCsv.lines(List.of(event).iterator()); lines.hasNext(); ) {
      line = lines.next();
    }

    assertThat(line.replace("\"", "")).startsWith("'" + text + ",0,3,").endsWith("speed;'" + text);
    assertThat(line).as("numbers stay as they are").contains(",-0.5,");
  }
}

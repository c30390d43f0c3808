package io.reprise.core.report;

import io.reprise.core.iterate.Iterators;
import io.reprise.core.series.Microseconds;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Events as CSV (RFC 4180) for spreadsheets. They reach from time to time, or in sequences without
 * time from step to step. Features are joined by semicolons. A spreadsheet takes a text that begins
 * like a formula for one and runs it, so such a text gets an apostrophe in front, which it does not
 * show.
 */
public final class EventCsv {

  private static final String HEADER = "series,start,end,peak,severity,features";

  /** A tab or the end of a line is left out before the text is looked at. */
  private static final String FORMULA = "=+-@\t\r\n";

  private EventCsv() {}

  /** A header, then a line for each event, without line ends. */
  public static Iterator<String> lines(Iterator<Event> events) {
    return Stream.concat(Stream.of(HEADER), Iterators.stream(events).map(EventCsv::line))
        .iterator();
  }

  private static String line(Event event) {
    return Stream.of(
            plain(event.series()),
            place(event, event.start()),
            place(event, event.end()),
            Double.toString(event.peak()),
            Double.toString(event.severity()),
            event.features().stream().map(EventCsv::plain).collect(Collectors.joining(";")))
        .map(EventCsv::quoted)
        .collect(Collectors.joining(","));
  }

  private static String place(Event event, long at) {
    return event.timed() ? Microseconds.instant(at).toString() : Long.toString(at);
  }

  private static String plain(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}

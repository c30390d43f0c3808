package io.reprise.core.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The events of one series and its labelled stretches, added in any order. */
public final class EventOverlap {

  private record Stretch(long start, long end) {}

  /** How many there were, and how many of each overlap one of the other. */
  public record Counts(long labelled, long found, long events, long falseEvents)
      implements Serializable {

    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          labelled + other.labelled,
          found + other.found,
          events + other.events,
          falseEvents + other.falseEvents);
    }
  }

  private final List<Stretch> events = new ArrayList<>();
  private final List<Stretch> labelled = new ArrayList<>();

  /** Both ends included. */
  public void addEvent(long start, long end) {
    events.add(new Stretch(start, end));
  }

  /** Both ends included. */
  public void addLabelled(long start, long end) {
    labelled.add(new Stretch(start, end));
  }

  public Counts counts() {
    return new Counts(
        labelled.size(),
        overlapping(labelled, events),
        events.size(),
        events.size() - overlapping(events, labelled));
  }

  /**
   * Of all stretches that begin before the end of a stretch, it overlaps one if it overlaps the one
   * that ends last.
   */
  private static long overlapping(List<Stretch> some, List<Stretch> others) {
    List<Stretch> byEnd = some.stream().sorted(Comparator.comparingLong(Stretch::end)).toList();
    List<Stretch> byStart =
        others.stream().sorted(Comparator.comparingLong(Stretch::start)).toList();
    long count = 0;
    int begun = 0;
    long latestEnd = Long.MIN_VALUE;
    for (Stretch stretch : byEnd) {
      while (begun < byStart.size() && byStart.get(begun).start() <= stretch.end()) {
        latestEnd = Math.max(latestEnd, byStart.get(begun).end());
        begun++;
      }
      count += begun > 0 && latestEnd >= stretch.start() ? 1 : 0;
    }
    return count;
  }
}

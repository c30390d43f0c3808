package io.reprise.core.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From when to when each series is known to be anomalous. */
public final class LabelIntervals implements Serializable {

  private static final Stretches NONE = new Stretches(new long[0], new long[0]);

  /** A stretch from {@code start} to before {@code end}; of all series where it names none. */
  public record Interval(String series, long start, long end) {

    public Interval {
      if (start >= end) {
        throw new IllegalArgumentException("It ends no later than it starts");
      }
    }
  }

  private final Map<String, Stretches> bySeries = new HashMap<>();
  private final Stretches ofAll;

  public LabelIntervals(List<Interval> intervals) {
    Map<String, List<Interval>> grouped = new HashMap<>();
    for (Interval interval : intervals) {
      grouped.computeIfAbsent(interval.series(), name -> new ArrayList<>()).add(interval);
    }
    List<Interval> everywhere = grouped.remove(null);
    ofAll = everywhere == null ? NONE : Stretches.of(everywhere);
    grouped.forEach((name, own) -> bySeries.put(name, Stretches.of(own)));
  }

  public boolean hold(String series, long time) {
    return ofAll.hold(time) || bySeries.getOrDefault(series, NONE).hold(time);
  }

  /** Disjoint, ascending. */
  private record Stretches(long[] starts, long[] ends) implements Serializable {

    static Stretches of(List<Interval> intervals) {
      intervals.sort(Comparator.comparingLong(Interval::start));
      long[] starts = new long[intervals.size()];
      long[] ends = new long[intervals.size()];
      int count = 0;
      for (Interval interval : intervals) {
        if (count > 0 && interval.start() <= ends[count - 1]) {
          ends[count - 1] = Math.max(ends[count - 1], interval.end());
        } else {
          starts[count] = interval.start();
          ends[count++] = interval.end();
        }
      }
      return new Stretches(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }

    boolean hold(long time) {
      int found = Arrays.binarySearch(starts, time);
      int at = found >= 0 ? found : -found - 2;
      return at >= 0 && time < ends[at];
    }
  }
}

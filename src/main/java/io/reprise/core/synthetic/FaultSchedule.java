package io.reprise.core.synthetic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Deals the faults of a plan evenly to its series and kinds, and finds a place for each. */
final class FaultSchedule {
  /** Points between two faults of a series: one usual window, so that none covers both. */
  static final int SPACING = 48;

  private final SensorPlan plan;
  private final List<List<Fault>> faultsBySeries;

  FaultSchedule(SensorPlan plan) {
    this.plan = plan;
    List<List<FaultKind>> hands = deal();
    this.faultsBySeries =
        IntStream.range(0, plan.series()).mapToObj(i -> place(i, hands.get(i))).toList();
  }

  /** The faults of one series in order of time. A gap may hide one of them. */
  List<Fault> faults(int series) {
    return faultsBySeries.get(series);
  }

  /**
   * Every five faults have each kind once, and every round over the series gives each series one
   * fault.
   */
  private List<List<FaultKind>> deal() {
    RandomStream random = plan.random("faults");
    List<FaultKind> kinds = Arrays.asList(FaultKind.values());
    List<List<FaultKind>> hands = new ArrayList<>();
    for (int series = 0; series < plan.series(); series++) {
      hands.add(new ArrayList<>());
    }
    List<List<FaultKind>> turns = new ArrayList<>(hands);
    for (int fault = 0; fault < plan.faults(); fault++) {
      if (fault % kinds.size() == 0) {
        random.shuffle(kinds);
      }
      if (fault % turns.size() == 0) {
        random.shuffle(turns);
      }
      turns.get(fault % turns.size()).add(kinds.get(fault % kinds.size()));
    }
    return hands;
  }

  private List<Fault> place(int index, List<FaultKind> kinds) {
    String series = plan.seriesName(index);
    RandomStream random = plan.random(series + "/faults");
    Layout layout = new Layout(drawLengths(kinds, random), SPACING);
    requireRoom(series, layout);
    int[] starts = layout.drawStarts(plan.firstFaultyPoint(), plan.points(), random);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      Instant start = plan.time(starts[i]);
      Instant end = plan.time(starts[i] + layout.lengths()[i]);
      FaultKind kind = kinds.get(i);
      faults.add(new Fault(series, start, end, kind, drawFeatures(kind, random)));
    }
    return faults;
  }

  private int[] drawLengths(List<FaultKind> kinds, RandomStream random) {
    return kinds.stream().mapToInt(kind -> kind.drawLength(plan.period(), random)).toArray();
  }

  private void requireRoom(String series, Layout layout) {
    int room = plan.points() - plan.firstFaultyPoint();
    Require.that(
        layout.needed() <= room,
        "%d of %d faults fall to %s and need %d points, but only %d lie after faultsAfter %s. "
            + "Use fewer faults, more series, more points or an earlier faultsAfter",
        layout.lengths().length,
        plan.faults(),
        series,
        layout.needed(),
        room,
        plan.faultsAfter());
  }

  private static List<Feature> drawFeatures(FaultKind kind, RandomStream random) {
    boolean wholePump = kind == FaultKind.LOST_RHYTHM && random.chance(0.5);
    return wholePump ? Feature.ALL : List.of(random.pick(Feature.ALL));
  }
}

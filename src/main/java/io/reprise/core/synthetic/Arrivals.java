package io.reprise.core.synthetic;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Which points of a series arrive, in which order, and which of them broken. */
final class Arrivals {
  private static final int SHORTEST_GAP = 3;
  private static final Duration LONGEST_GAP = Duration.ofHours(4);

  /**
   * At least two, so that the first of two equal rows lands behind another row and not just behind
   * its copy.
   */
  private static final int SHORTEST_DELAY = 2;

  private static final int LONGEST_DELAY = 12;

  private final SensorPlan plan;
  private final String series;
  private final Map<Integer, Breakage> breakages;
  private final int[] order;

  Arrivals(SensorPlan plan, String series) {
    this.plan = plan;
    this.series = series;
    BitSet kept = withoutGaps();
    BitSet broken = sample(kept, count(plan.dirt().broken(), kept.cardinality()), "broken");
    this.breakages = breakages(broken);
    this.order = ordered(kept, repeated(kept, broken));
    delaySome();
  }

  /** Whether even the longest gaps fit between the first and the last point. */
  static boolean roomForGaps(int gaps, int points, Duration period) {
    return gaps == 0 || gaps * (longestGap(period) + 1L) + 1 <= points;
  }

  /** The points in the order of their arrival. */
  IntStream points() {
    return Arrays.stream(order);
  }

  SensorRow arrived(int point, SensorRow row) {
    Breakage breakage = breakages.get(point);
    return breakage == null ? row : breakage.applyTo(row);
  }

  private BitSet withoutGaps() {
    RandomStream random = random("gaps");
    int[] lengths = new int[plan.dirt().gaps()];
    Arrays.setAll(lengths, gap -> random.intBetween(SHORTEST_GAP, longestGap(plan.period())));
    BitSet kept = range(plan.points());
    if (lengths.length > 0) {
      int[] starts = new Layout(lengths, 1).drawStarts(1, plan.points() - 1, random);
      for (int gap = 0; gap < lengths.length; gap++) {
        kept.clear(starts[gap], starts[gap] + lengths[gap]);
      }
    }
    return kept;
  }

  private Map<Integer, Breakage> breakages(BitSet broken) {
    RandomStream random = random("breakages");
    Map<Integer, Breakage> breakages = new HashMap<>();
    broken.stream().forEach(point -> breakages.put(point, Breakage.draw(random)));
    return breakages;
  }

  private BitSet repeated(BitSet kept, BitSet broken) {
    BitSet whole = (BitSet) kept.clone();
    whole.andNot(broken);
    return sample(whole, count(plan.dirt().duplicates(), kept.cardinality()), "duplicates");
  }

  private static int[] ordered(BitSet kept, BitSet repeated) {
    return kept.stream()
        .flatMap(point -> repeated.get(point) ? IntStream.of(point, point) : IntStream.of(point))
        .toArray();
  }

  /** Goes from back to front, so that a row moves only past rows that follow it in time. */
  private void delaySome() {
    int last = order.length - 1;
    BitSet late = sample(range(last), count(plan.dirt().outOfOrder(), order.length), "late");
    RandomStream random = random("delays");
    for (int from = late.length() - 1; from >= 0; from = late.previousSetBit(from - 1)) {
      int delay = Math.min(random.intBetween(SHORTEST_DELAY, LONGEST_DELAY), last - from);
      int point = order[from];
      System.arraycopy(order, from + 1, order, from, delay);
      order[from + delay] = point;
    }
  }

  private BitSet sample(BitSet members, int count, String name) {
    return random(name).sample(members, count);
  }

  private RandomStream random(String name) {
    return plan.random(series + "/" + name);
  }

  private static int count(double fraction, int rows) {
    return (int) Math.round(fraction * rows);
  }

  private static int longestGap(Duration period) {
    return (int) Math.max(SHORTEST_GAP, LONGEST_GAP.dividedBy(period));
  }

  private static BitSet range(int size) {
    BitSet range = new BitSet(size);
    range.set(0, size);
    return range;
  }
}

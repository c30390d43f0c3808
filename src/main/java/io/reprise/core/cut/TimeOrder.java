package io.reprise.core.cut;

/** A stable order of points by time. It merges runs, and makes no object for each point. */
final class TimeOrder {

  private TimeOrder() {}

  /** The indices of the first {@code count} times, earliest first. */
  static int[] of(long[] times, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int[] other = new int[count];
    for (int run = 1; run < count; run *= 2) {
      for (int from = 0; from < count; from += 2 * run) {
        int middle = Math.min(from + run, count);
        merge(times, order, other, from, middle, Math.min(middle + run, count));
      }
      int[] merged = other;
      other = order;
      order = merged;
    }
    return order;
  }

  private static void merge(
      long[] times, int[] source, int[] target, int from, int middle, int end) {
    int left = from;
    int right = middle;
    for (int to = from; to < end; to++) {
      boolean takeLeft =
          left < middle && (right >= end || times[source[left]] <= times[source[right]]);
      target[to] = source[takeLeft ? left++ : right++];
    }
  }
}

package io.reprise.core.synthetic;

import java.util.Arrays;

/** Spans laid out at random in their given order, at least {@code spacing} points apart. */
record Layout(int[] lengths, int spacing) {

  /** Points that the spans take when packed as tightly as allowed. */
  long needed() {
    long between = (long) spacing * Math.max(0, lengths.length - 1);
    return between + Arrays.stream(lengths).asLongStream().sum();
  }

  /** Every choice of starts in {@code [from, to)} is equally likely. */
  int[] drawStarts(int from, int to, RandomStream random) {
    int slack = Math.toIntExact(to - from - needed());
    int[] starts = new int[lengths.length];
    Arrays.setAll(starts, span -> random.intBetween(0, slack));
    Arrays.sort(starts);
    int packed = from;
    for (int span = 0; span < starts.length; span++) {
      starts[span] += packed;
      packed += lengths[span] + spacing;
    }
    return starts;
  }
}

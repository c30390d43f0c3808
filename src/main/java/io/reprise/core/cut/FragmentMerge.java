package io.reprise.core.cut;

import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;

/**
 * Feeds the fragments of a bucket to its builder, point by point in order of time. Fragments come
 * in the order of their first times and are taken only when their time has come, so that no more
 * are held than overlap.
 */
public final class FragmentMerge {

  private static final Comparator<Cursor> BY_TIME =
      Comparator.comparingLong(Cursor::time)
          .thenComparing(cursor -> cursor.fragment.source())
          .thenComparingLong(Cursor::row);

  private final ChunkBuilder builder;
  private final PriorityQueue<Cursor> open = new PriorityQueue<>(BY_TIME);
  private long late;

  public FragmentMerge(ChunkBuilder builder) {
    this.builder = builder;
  }

  /** Fragments of one feature, or of all. */
  public void merge(int feature, Iterator<Fragment> fragments) {
    builder.begin(feature);
    while (fragments.hasNext()) {
      Fragment fragment = fragments.next();
      late += fragment.late();
      Cursor next = new Cursor(fragment);
      advance(next.time());
      open.add(next);
    }
    advance(Long.MAX_VALUE);
  }

  /** How many of the points merged so far came after a later one. */
  public long late() {
    return late;
  }

  /** Takes the points before a time. */
  private void advance(long before) {
    while (!open.isEmpty() && open.peek().time() < before) {
      Cursor first = open.poll();
      long limit = open.isEmpty() ? before : Math.min(before, open.peek().time());
      do {
        first.feed(builder);
      } while (first.hasNext() && first.time() < limit);
      if (first.hasNext()) {
        open.add(first);
      }
    }
  }

  /** The next point of a fragment. */
  private static final class Cursor {

    private final Fragment fragment;
    private final int width;
    private int at;

    Cursor(Fragment fragment) {
      this.fragment = fragment;
      this.width = fragment.values().length / fragment.times().length;
    }

    boolean hasNext() {
      return at < fragment.times().length;
    }

    long time() {
      return fragment.times()[at];
    }

    long row() {
      return fragment.rows()[at];
    }

    void feed(ChunkBuilder builder) {
      int label = fragment.labels() == null ? 0 : fragment.labels()[at];
      builder.add(time(), row(), fragment.values(), at * width, label);
      at++;
    }
  }
}

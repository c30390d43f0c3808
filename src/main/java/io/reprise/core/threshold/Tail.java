package io.reprise.core.threshold;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The greatest errors of a stream, exactly: up to {@link #CAPACITY} of them, mergeable, the same in
 * whatever order they come. Rules that look at rare errors need more than a sketch tells.
 */
final class Tail implements Serializable {

  static final int CAPACITY = 4096;

  /** A heap with the least kept value on top once it is full; in no order before. */
  private float[] kept = new float[16];

  private int count;

  void add(float value) {
    if (count < CAPACITY) {
      append(value);
    } else if (value > kept[0]) {
      kept[0] = value;
      sink(0);
    }
  }

  void merge(Tail other) {
    for (int i = 0; i < other.count; i++) {
      add(other.kept[i]);
    }
  }

  /** Ascending. */
  float[] sorted() {
    float[] sorted = Arrays.copyOf(kept, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private void append(float value) {
    if (count == kept.length) {
      kept = Arrays.copyOf(kept, Math.min(CAPACITY, 2 * count));
    }
    kept[count++] = value;
    if (count == CAPACITY) {
      // Ascending order is a heap.
      Arrays.sort(kept);
    }
  }

  private void sink(int from) {
    int at = from;
    for (int child = 1; child < CAPACITY; child = 2 * at + 1) {
      if (child + 1 < CAPACITY && kept[child + 1] < kept[child]) {
        child++;
      }
      if (kept[at] <= kept[child]) {
        return;
      }
      float value = kept[at];
      kept[at] = kept[child];
      kept[child] = value;
      at = child;
    }
  }
}

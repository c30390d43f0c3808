package io.reprise.core.cut;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Estimates the sampling period of a series from the differences of its earliest distinct times.
 * Gaps and jitter do not move the median; memory is bounded, and the order of the times does not
 * matter.
 */
public final class PeriodEstimator implements Serializable {

  private static final int KEPT = 1024;

  private static final long serialVersionUID = 1;

  /** Grows with what is added, for there may be a million series of few points. */
  private long[] times = new long[16];

  private int count;

  /** Later times change nothing, and are ignored. */
  private long latest = Long.MAX_VALUE;

  public void add(long time) {
    if (time > latest) {
      return;
    }
    if (count == times.length) {
      makeRoom();
    }
    times[count++] = time;
  }

  private void makeRoom() {
    if (count < 2 * KEPT) {
      times = Arrays.copyOf(times, 2 * count);
    } else {
      compact();
    }
  }

  /** So many times are held. */
  public int held() {
    return count;
  }

  public PeriodEstimator merge(PeriodEstimator other) {
    for (int i = 0; i < other.count; i++) {
      add(other.times[i]);
    }
    return this;
  }

  /** The median difference in microseconds; empty for fewer than two distinct times. */
  public OptionalLong period() {
    compact();
    if (count < 2) {
      return OptionalLong.empty();
    }
    long[] differences = new long[count - 1];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = times[i + 1] - times[i];
    }
    Arrays.sort(differences);
    return OptionalLong.of(differences[differences.length / 2]);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    compact();
    times = Arrays.copyOf(times, Math.max(1, count));
    out.defaultWriteObject();
  }

  private void compact() {
    Arrays.sort(times, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (distinct == 0 || times[i] != times[distinct - 1]) {
        times[distinct++] = times[i];
      }
    }
    if (distinct >= KEPT) {
      latest = times[KEPT - 1];
    }
    count = Math.min(distinct, KEPT);
  }
}

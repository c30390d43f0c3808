package io.reprise.core.cut;

import java.util.Arrays;

/** A fragment in the making. */
final class Pack {

  private final int width;
  private int count;
  private int late;
  private boolean inOrder = true;
  private long[] times = new long[4];
  private long[] rows = new long[4];
  private float[] values;
  private byte[] labels;

  Pack(int width, boolean labelled) {
    this.width = width;
    this.values = new float[4 * width];
    this.labels = labelled ? new byte[4] : null;
  }

  void add(long time, long row, float[] point, int label) {
    if (count == times.length) {
      grow();
    }
    inOrder &= count == 0 || time >= times[count - 1];
    times[count] = time;
    rows[count] = row;
    System.arraycopy(point, 0, values, count * width, width);
    if (labels != null) {
      labels[count] = (byte) label;
    }
    count++;
  }

  /** Notes that a later point came before the one just added. */
  void countLate() {
    late++;
  }

  private void grow() {
    int length = 2 * count;
    times = Arrays.copyOf(times, length);
    rows = Arrays.copyOf(rows, length);
    values = Arrays.copyOf(values, length * width);
    labels = labels == null ? null : Arrays.copyOf(labels, length);
  }

  Fragment fragment(String series, long period, long bucket, int feature, String source) {
    if (!inOrder) {
      sort();
    }
    return new Fragment(
        series,
        period,
        bucket,
        feature,
        source,
        Arrays.copyOf(times, count),
        Arrays.copyOf(rows, count),
        Arrays.copyOf(values, count * width),
        labels == null ? null : Arrays.copyOf(labels, count),
        late);
  }

  /** By time; points of one time stay in the order in which they came, which is that of rows. */
  private void sort() {
    int[] order = TimeOrder.of(times, count);
    long[] oldTimes = times.clone();
    long[] oldRows = rows.clone();
    float[] oldValues = values.clone();
    byte[] oldLabels = labels == null ? null : labels.clone();
    for (int to = 0; to < count; to++) {
      int from = order[to];
      times[to] = oldTimes[from];
      rows[to] = oldRows[from];
      System.arraycopy(oldValues, from * width, values, to * width, width);
      if (labels != null) {
        labels[to] = oldLabels[from];
      }
    }
  }
}

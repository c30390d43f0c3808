package io.reprise.core.report;

import java.io.Serializable;

/** Counts in bins of equal width; the last bin takes everything beyond. */
public record Histogram(double width, long[] counts) implements Serializable {

  public static final int BINS = 60;

  /** Bins from zero to {@code top}. */
  public static Histogram upTo(double top) {
    return new Histogram(top > 0 ? top / BINS : 1.0 / BINS, new long[BINS]);
  }

  public void add(double value) {
    add(value, 1);
  }

  public void add(double value, long times) {
    counts[(int) Math.min(BINS - 1, Math.max(0, value / width))] += times;
  }

  public double[] edges() {
    double[] edges = new double[BINS + 1];
    for (int i = 0; i <= BINS; i++) {
      edges[i] = i * width;
    }
    return edges;
  }
}

package io.reprise.core.report;

/** Counts in bins of equal width; the last bin takes everything beyond. */
public final class Histogram {

  public static final int BINS = 60;

  private final double width;
  private final long[] counts = new long[BINS];

  private Histogram(double width) {
    this.width = width;
  }

  /** Bins from zero to {@code top}. */
  public static Histogram upTo(double top) {
    return new Histogram(top > 0 ? top / BINS : 1.0 / BINS);
  }

  /** The same bins with nothing in them. */
  Histogram emptied() {
    return new Histogram(width);
  }

  public void add(double value) {
    add(value, 1);
  }

  public void add(double value, long times) {
    counts[(int) Math.min(BINS - 1, Math.max(0, value / width))] += times;
  }

  public double width() {
    return width;
  }

  public long[] counts() {
    return counts.clone();
  }

  public double[] edges() {
    double[] edges = new double[BINS + 1];
    for (int i = 0; i <= BINS; i++) {
      edges[i] = i * width;
    }
    return edges;
  }
}

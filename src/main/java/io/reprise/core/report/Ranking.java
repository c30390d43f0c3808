package io.reprise.core.report;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Errors of labelled data counted by size, fine enough to rank by: errors that agree in their
 * leading 17 bits of mantissa and exponent count as equal, a relative width of 2⁻¹⁶ or less.
 */
public final class Ranking implements Serializable {

  private static final int DROPPED_BITS = 7;

  /** Normal and anomalous counts by bin, least error first: a float's bits order as it does. */
  private final TreeMap<Integer, long[]> bins = new TreeMap<>();

  public void add(float error, boolean anomalous) {
    long[] counts =
        bins.computeIfAbsent(Float.floatToIntBits(error) >>> DROPPED_BITS, bin -> new long[2]);
    counts[anomalous ? 1 : 0]++;
  }

  public Ranking merge(Ranking other) {
    for (Map.Entry<Integer, long[]> entry : other.bins.entrySet()) {
      long[] counts = bins.computeIfAbsent(entry.getKey(), bin -> new long[2]);
      counts[0] += entry.getValue()[0];
      counts[1] += entry.getValue()[1];
    }
    return this;
  }

  public long normals() {
    return bins.values().stream().mapToLong(counts -> counts[0]).sum();
  }

  public long anomalies() {
    return bins.values().stream().mapToLong(counts -> counts[1]).sum();
  }

  /** The chance that an anomaly has the greater error than a normal one, ties counting half. */
  public double areaUnderCurve() {
    double below = 0;
    double won = 0;
    for (long[] counts : bins.values()) {
      won += counts[1] * (below + counts[0] / 2.0);
      below += counts[0];
    }
    return won / ((double) normals() * anomalies());
  }

  /** The F1 of the threshold with the best one; 0 without anomalies. */
  public double bestF1() {
    long anomalies = anomalies();
    long found = 0;
    long flagged = 0;
    double best = 0;
    for (long[] counts : bins.descendingMap().values()) {
      found += counts[1];
      flagged += counts[0] + counts[1];
      best = Math.max(best, 2.0 * found / (flagged + anomalies));
    }
    return best;
  }

  /** The precision at each recall step, weighted by the step, greatest error first. */
  public double averagePrecision() {
    long anomalies = anomalies();
    long found = 0;
    long flagged = 0;
    double sum = 0;
    for (long[] counts : bins.descendingMap().values()) {
      found += counts[1];
      flagged += counts[0] + counts[1];
      sum += (double) counts[1] / anomalies * found / flagged;
    }
    return sum;
  }
}

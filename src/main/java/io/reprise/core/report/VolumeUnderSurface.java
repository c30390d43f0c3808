package io.reprise.core.report;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * VUS-PR of one series (Paparrizos et al. 2022): the area under the range-aware curve of precision
 * and recall, averaged over all tolerances from none to {@code window} points. It needs no
 * threshold, and a detection a little beside a labelled stretch counts in part.
 *
 * <p>Points come in order of their grid cells. Memory does not grow with the series: what is kept
 * are half a window of points, and sums by size of the error, where errors that agree in their
 * leading 7 bits of mantissa and exponent count as equal. Each error is a threshold, as in the
 * package {@code vus} with as many thresholds as points.
 */
public final class VolumeUnderSurface {

  private static final int DROPPED_BITS = 16;
  private static final int NONE = Integer.MIN_VALUE;

  /** A normal point whose nearest labelled stretches are not known yet. */
  private static final class Pending {
    final long cell;
    final int bin;
    long near;
    long second;

    Pending(long cell, int bin, long near, long second) {
      this.cell = cell;
      this.bin = bin;
      this.near = near;
      this.second = second;
    }

    void meet(long distance) {
      second = Math.min(second, Math.max(near, distance));
      near = Math.min(near, distance);
    }
  }

  /** The sums over the points of one bin. */
  private static final class Sums {
    long points;
    long anomalous;

    /** By tolerance, the share of anomaly in points beside labelled stretches. */
    double[] beside;

    /** By half tolerance, how many labelled stretches have their greatest error here. */
    long[] stretches;
  }

  private final int window;
  private final int reach;
  private final TreeMap<Integer, Sums> bins = new TreeMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** By half tolerance, the greatest error of the labelled stretch that is not closed yet. */
  private final int[] greatest;

  private final long[] stretches;
  private long lastAnomalous = Long.MIN_VALUE;
  private long lastEnd = Long.MIN_VALUE;
  private long endBefore = Long.MIN_VALUE;
  private long anomalies;

  public VolumeUnderSurface(int window) {
    this.window = window;
    this.reach = window / 2;
    this.greatest = new int[reach + 1];
    this.stretches = new long[reach + 1];
    Arrays.fill(greatest, NONE);
  }

  public void add(long cell, float error, boolean anomalous) {
    int bin = Float.floatToIntBits(error) >> DROPPED_BITS;
    Sums sums = bins.computeIfAbsent(bin, key -> new Sums());
    sums.points++;
    settle(cell - reach);
    if (anomalous) {
      sums.anomalous++;
      anomalies++;
      if (lastAnomalous == Long.MIN_VALUE || cell != lastAnomalous + 1) {
        begin(cell);
      }
      lastAnomalous = cell;
      raise(0, bin);
      return;
    }
    end();
    pending.add(new Pending(cell, bin, since(lastEnd, cell), since(endBefore, cell)));
    if (since(lastEnd, cell) <= reach) {
      raise((int) since(lastEnd, cell), bin);
    }
  }

  /** NaN where nothing is labelled anomalous. */
  public double precisionRecall() {
    settle(Long.MAX_VALUE);
    close(Long.MAX_VALUE);
    if (anomalies == 0) {
      return Double.NaN;
    }
    double volume = 0;
    for (int tolerance = 0; tolerance <= window; tolerance++) {
      volume += area(tolerance);
    }
    return volume / (window + 1);
  }

  private double area(int tolerance) {
    double area = 0;
    double recallBefore = 0;
    long flagged = 0;
    long hits = 0;
    long found = 0;
    double beside = 0;
    for (Map.Entry<Integer, Sums> entry : bins.descendingMap().entrySet()) {
      Sums sums = entry.getValue();
      flagged += sums.points;
      hits += sums.anomalous;
      beside += sums.beside == null ? 0 : sums.beside[tolerance];
      found += sums.stretches == null ? 0 : sums.stretches[tolerance / 2];
      double existence = (double) found / stretches[tolerance / 2];
      double recall = Math.min(1, (hits + beside) / (anomalies + beside / 2)) * existence;
      area += (recall - recallBefore) * (hits + beside) / flagged;
      recallBefore = recall;
    }
    return area;
  }

  private static long since(long end, long cell) {
    return end == Long.MIN_VALUE ? Long.MAX_VALUE : cell - end;
  }

  /** A labelled stretch begins: what lies before it within reach belongs to it, too. */
  private void begin(long cell) {
    end();
    close(since(lastEnd, cell));
    for (Pending point : pending) {
      long distance = cell - point.cell;
      point.meet(distance);
      raise((int) distance, point.bin);
    }
  }

  private void end() {
    if (lastEnd != lastAnomalous) {
      endBefore = lastEnd;
      lastEnd = lastAnomalous;
    }
  }

  private void raise(int fromReach, int bin) {
    for (int half = fromReach; half <= reach; half++) {
      greatest[half] = Math.max(greatest[half], bin);
    }
  }

  /** Closes the stretch at every tolerance that does not bridge so many points. */
  private void close(long distance) {
    for (int half = 0; half <= reach && 2L * half < distance; half++) {
      if (greatest[half] != NONE) {
        Sums sums = bins.get(greatest[half]);
        if (sums.stretches == null) {
          sums.stretches = new long[reach + 1];
        }
        sums.stretches[half]++;
        stretches[half]++;
        greatest[half] = NONE;
      }
    }
  }

  /** Books the points that no later stretch can reach. */
  private void settle(long before) {
    while (!pending.isEmpty() && pending.peek().cell < before) {
      Pending point = pending.remove();
      if (point.near <= reach) {
        book(point);
      }
    }
  }

  private void book(Pending point) {
    Sums sums = bins.get(point.bin);
    if (sums.beside == null) {
      sums.beside = new double[window + 1];
    }
    for (int tolerance = 1; tolerance <= window; tolerance++) {
      if (point.second <= tolerance / 2) {
        sums.beside[tolerance] += 1;
      } else if (point.near <= tolerance / 2) {
        sums.beside[tolerance] += Math.sqrt(1 - (double) point.near / tolerance);
      }
    }
  }
}

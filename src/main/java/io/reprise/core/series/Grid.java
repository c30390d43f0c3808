package io.reprise.core.series;

import java.io.Serializable;

/**
 * The regular grid of a series and its division into buckets, each the place of one chunk. A point
 * falls into the cell whose time is nearest; cell {@code c} stands for the time {@code c × period}
 * microseconds. Every part of the calendar begins a bucket of its own, and so does every {@code
 * chunkPoints}-th cell in it.
 */
public record Grid(long period, int chunkPoints, DatePart part) implements Serializable {

  /** The cells from {@code first} to before {@code end}. */
  public record Bucket(long first, long end) {

    public int cells() {
      return (int) (end - first);
    }

    public boolean holds(long cell) {
      return cell >= first && cell < end;
    }
  }

  public Grid {
    if (period <= 0 || chunkPoints <= 0) {
      throw new IllegalArgumentException(
          "A grid needs a period and chunks of at least one point, not %d µs and %d"
              .formatted(period, chunkPoints));
    }
  }

  public long cell(long time) {
    return Math.floorDiv(time + period / 2, period);
  }

  public long time(long cell) {
    return cell * period;
  }

  /** The bucket that holds a cell. */
  public Bucket bucket(long cell) {
    long time = time(cell);
    long partFirst = -Math.floorDiv(-part.start(time), period);
    long partEnd = -Math.floorDiv(-part.end(time), period);
    long first = partFirst + (cell - partFirst) / chunkPoints * chunkPoints;
    return new Bucket(first, Math.min(first + chunkPoints, partEnd));
  }
}

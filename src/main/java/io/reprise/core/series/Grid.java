package io.reprise.core.series;

import java.io.Serializable;

/**
 * The regular grid of a series and its division into chunks. A point falls into the cell whose time
 * is nearest; cell {@code c} stands for the time {@code c × period} microseconds, and chunk {@code
 * b} owns the cells from {@code b × chunkPoints}.
 */
public record Grid(long period, int chunkPoints) implements Serializable {

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

  public long bucket(long cell) {
    return Math.floorDiv(cell, (long) chunkPoints);
  }

  public long firstCell(long bucket) {
    return bucket * chunkPoints;
  }
}

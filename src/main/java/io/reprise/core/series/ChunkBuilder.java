package io.reprise.core.series;

import java.util.Arrays;
import java.util.Optional;

/**
 * Puts the points of one bucket and its surroundings on the grid: the mean of the points in a cell,
 * the highest label, and a straight line across gaps of at most {@code maxGap} cells.
 *
 * <p>Points come in order of time. The surroundings must reach {@code halo + maxGap} cells beyond
 * the bucket, so that a gap that crosses into the halo is filled here as its neighbour fills it.
 */
public final class ChunkBuilder {

  /** What became of a point. */
  public enum Outcome {
    KEPT,
    DUPLICATE,
    SURROUNDING
  }

  private final String series;
  private final Grid grid;
  private final long bucket;
  private final int halo;
  private final int margin;
  private final int maxGap;
  private final int features;
  private final float[] values;
  private final byte[] validity;
  private final byte[] labels;
  private final double[] sums;
  private int pointsInCell;
  private int currentCell = -1;
  private long lastTime = Long.MIN_VALUE;

  public ChunkBuilder(
      String series, Grid grid, long bucket, int halo, int maxGap, int features, boolean labelled) {
    this.series = series;
    this.grid = grid;
    this.bucket = bucket;
    this.halo = halo;
    this.margin = halo + maxGap;
    this.maxGap = maxGap;
    this.features = features;
    int cells = grid.chunkPoints() + 2 * margin;
    this.values = new float[cells * features];
    this.validity = new byte[cells];
    this.labels = labelled ? new byte[cells] : null;
    this.sums = new double[features];
  }

  /** Takes the next point; {@code label} is ignored where the series has no labels. */
  public Outcome add(long time, float[] point, int label) {
    long offset = grid.cell(time) - grid.firstCell(bucket) + margin;
    if (offset < 0 || offset >= validity.length) {
      return Outcome.SURROUNDING;
    }
    int cell = (int) offset;
    boolean own = cell >= margin && cell < margin + grid.chunkPoints();
    if (time == lastTime) {
      return own ? Outcome.DUPLICATE : Outcome.SURROUNDING;
    }
    if (time < lastTime) {
      throw new IllegalArgumentException("Points of %s come out of order".formatted(series));
    }
    lastTime = time;
    accumulate(cell, point, label);
    return own ? Outcome.KEPT : Outcome.SURROUNDING;
  }

  private void accumulate(int cell, float[] point, int label) {
    if (cell != currentCell) {
      currentCell = cell;
      pointsInCell = 0;
      Arrays.fill(sums, 0);
      validity[cell] = Chunk.MEASURED;
    }
    pointsInCell++;
    for (int f = 0; f < features; f++) {
      sums[f] += point[f];
      values[cell * features + f] = (float) (sums[f] / pointsInCell);
    }
    if (labels != null) {
      labels[cell] = (byte) Math.max(labels[cell], label);
    }
  }

  /** The chunk, trimmed to its first and last present point, or nothing where it has none. */
  public Optional<Chunk> build() {
    fillGaps();
    int from = margin;
    int to = margin + grid.chunkPoints();
    while (from < to && validity[from] == Chunk.MISSING) {
      from++;
    }
    while (to > from && validity[to - 1] == Chunk.MISSING) {
      to--;
    }
    return from == to ? Optional.empty() : Optional.of(cut(from, to));
  }

  private Chunk cut(int from, int to) {
    int first = from - halo;
    int last = to + halo;
    return new Chunk(
        series,
        grid.time(grid.firstCell(bucket) + from - margin),
        grid.period(),
        halo,
        to - from,
        halo,
        features,
        Arrays.copyOfRange(values, first * features, last * features),
        Arrays.copyOfRange(validity, first, last),
        labels == null ? null : Arrays.copyOfRange(labels, first, last));
  }

  private void fillGaps() {
    int previous = -1;
    for (int cell = 0; cell < validity.length; cell++) {
      if (validity[cell] == Chunk.MEASURED) {
        int gap = cell - previous - 1;
        if (previous >= 0 && gap > 0 && gap <= maxGap) {
          fill(previous, cell);
        }
        previous = cell;
      }
    }
  }

  private void fill(int left, int right) {
    for (int cell = left + 1; cell < right; cell++) {
      double weight = (double) (cell - left) / (right - left);
      for (int f = 0; f < features; f++) {
        double start = values[left * features + f];
        double end = values[right * features + f];
        values[cell * features + f] = (float) (start + weight * (end - start));
      }
      validity[cell] = Chunk.FILLED;
      if (labels != null) {
        labels[cell] = labels[left];
      }
    }
  }
}

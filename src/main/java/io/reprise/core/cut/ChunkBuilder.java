package io.reprise.core.cut;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.Grid;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts the points of one bucket and its surroundings on the grid. Points come in order of time;
 * where each has but one feature, feature by feature.
 */
public final class ChunkBuilder {

  private final String series;
  private final Grid grid;
  private final Grid.Bucket bucket;
  private final GridRules rules;
  private final int features;
  private final int cells;
  private final float[] values;

  /** Of every value: {@link Chunk#MISSING}, {@link Chunk#MEASURED} or {@link Chunk#FILLED}. */
  private final byte[] states;

  private final byte[] labels;
  private final RowNumbers rejected = new RowNumbers();
  private long kept;

  /** The points of one time, not on the grid yet: there may be more of them. */
  private final float[] pending;

  private final double[] pendingSums;
  private final int[] pendingCounts;
  private int pendingCell;
  private int pendingLabel;
  private long pendingRow;
  private long pendingTime;
  private boolean isPending;

  /** The points of the cell that is being filled. */
  private final double[] sums;

  private final int[] counts;
  private int currentCell = -1;

  private int firstFeature;
  private int endFeature;

  public ChunkBuilder(
      String series,
      Grid grid,
      Grid.Bucket bucket,
      GridRules rules,
      int features,
      boolean labelled) {
    this.series = series;
    this.grid = grid;
    this.bucket = bucket;
    this.rules = rules;
    this.features = features;
    this.cells = bucket.cells() + 2 * rules.margin();
    this.values = new float[cells * features];
    this.states = new byte[cells * features];
    this.labels = labelled ? new byte[cells] : null;
    this.pending = new float[features];
    this.pendingSums = new double[features];
    this.pendingCounts = new int[features];
    this.sums = new double[features];
    this.counts = new int[features];
    this.endFeature = features;
  }

  /** Begins with the points of one feature, or of all of them ({@link Fragment#ALL}). */
  public void begin(int feature) {
    settle();
    currentCell = -1;
    firstFeature = feature == Fragment.ALL ? 0 : feature;
    endFeature = feature == Fragment.ALL ? features : feature + 1;
  }

  /**
   * Takes the next point, its values from {@code offset} on, NaN where there is none; {@code label}
   * is ignored where the series has no labels.
   */
  public void add(long time, long row, float[] point, int offset, int label) {
    if (isPending && time == pendingTime) {
      addDuplicate(row, point, offset, label);
      return;
    }
    if (isPending && time < pendingTime) {
      throw new IllegalArgumentException("Points of %s come out of order".formatted(series));
    }
    settle();
    long cell = grid.cell(time) - bucket.first() + rules.margin();
    if (cell < 0 || cell >= cells) {
      return;
    }
    pendingCell = (int) cell;
    pendingTime = time;
    isPending = true;
    kept += isOwn() ? 1 : 0;
    take(row, point, offset, label);
  }

  private boolean isOwn() {
    return pendingCell >= rules.margin() && pendingCell < cells - rules.margin();
  }

  private void take(long row, float[] point, int offset, int label) {
    pendingRow = row;
    pendingLabel = label;
    System.arraycopy(point, offset, pending, firstFeature, endFeature - firstFeature);
    if (rules.duplicates() == Duplicates.MEAN) {
      Arrays.fill(pendingSums, 0);
      Arrays.fill(pendingCounts, 0);
      sum(point, offset);
    }
  }

  private void addDuplicate(long row, float[] point, int offset, int label) {
    switch (rules.duplicates()) {
      case FIRST -> reject(row);
      case LAST -> {
        reject(pendingRow);
        take(row, point, offset, label);
      }
      case MEAN -> {
        kept += isOwn() ? 1 : 0;
        pendingLabel = Math.max(pendingLabel, label);
        sum(point, offset);
      }
    }
  }

  private void reject(long row) {
    if (isOwn()) {
      rejected.add(row);
    }
  }

  private void sum(float[] point, int offset) {
    for (int f = firstFeature; f < endFeature; f++) {
      float value = point[offset + f - firstFeature];
      if (!Float.isNaN(value)) {
        pendingSums[f] += value;
        pending[f] = (float) (pendingSums[f] / ++pendingCounts[f]);
      }
    }
  }

  /** Puts what is pending on the grid. */
  private void settle() {
    if (!isPending) {
      return;
    }
    isPending = false;
    if (pendingCell != currentCell) {
      currentCell = pendingCell;
      Arrays.fill(counts, 0);
    }
    for (int f = firstFeature; f < endFeature; f++) {
      if (!Float.isNaN(pending[f])) {
        aggregate(f, pending[f]);
      }
    }
    if (labels != null) {
      labels[currentCell] = (byte) Math.max(labels[currentCell], pendingLabel);
    }
  }

  private void aggregate(int feature, float value) {
    int at = currentCell * features + feature;
    boolean first = counts[feature]++ == 0;
    states[at] = Chunk.MEASURED;
    switch (rules.aggregation()) {
      case MEAN -> {
        sums[feature] = first ? value : sums[feature] + value;
        values[at] = first ? value : (float) (sums[feature] / counts[feature]);
      }
      case LAST -> values[at] = value;
      case MIN -> values[at] = first ? value : Math.min(values[at], value);
      case MAX -> values[at] = first ? value : Math.max(values[at], value);
    }
  }

  /** Rows of this bucket that made it into the chunk, once it is built. */
  public long kept() {
    return kept;
  }

  /** Rows of this bucket that did not, as another has their time. */
  public long[] rejected() {
    return rejected.toArray();
  }

  /**
   * The chunk, from the first to the last cell that has a value. It contains cells that lack a
   * feature, but no window covers them. Where all values of all points are missing, the chunk is
   * one missing cell, which accounts for their rows. Where there are no points, there is no chunk.
   */
  public Optional<Chunk> build() {
    settle();
    new GapFiller(values, states, features, rules.maxGap(), rules.filling()).fill();
    int from = rules.margin();
    int to = cells - rules.margin();
    while (from < to && isEmpty(from)) {
      from++;
    }
    while (to > from && isEmpty(to - 1)) {
      to--;
    }
    if (from == to && kept == 0) {
      return Optional.empty();
    }
    return Optional.of(
        from == to
            ? cut(validity(), rules.margin(), rules.margin() + 1)
            : cut(validity(), from, to));
  }

  private boolean isEmpty(int cell) {
    for (int at = cell * features; at < (cell + 1) * features; at++) {
      if (states[at] != Chunk.MISSING) {
        return false;
      }
    }
    return true;
  }

  /** A point is present where all its features are, and measured where all of them are measured. */
  private byte[] validity() {
    byte[] validity = new byte[cells];
    for (int cell = 0; cell < cells; cell++) {
      byte whole = Chunk.MEASURED;
      for (int f = 0; f < features && whole != Chunk.MISSING; f++) {
        byte state = states[cell * features + f];
        whole = state == Chunk.MEASURED ? whole : state;
      }
      validity[cell] = whole;
      if (labels != null && whole == Chunk.FILLED && cell > 0) {
        labels[cell] = (byte) Math.max(labels[cell], labels[cell - 1]);
      }
    }
    return validity;
  }

  private Chunk cut(byte[] validity, int from, int to) {
    int first = from - rules.halo();
    int last = to + rules.halo();
    return new Chunk(
        series,
        grid.time(bucket.first() + from - rules.margin()),
        grid.period(),
        rules.halo(),
        to - from,
        rules.halo(),
        features,
        Arrays.copyOfRange(values, first * features, last * features),
        Arrays.copyOfRange(validity, first, last),
        labels == null ? null : Arrays.copyOfRange(labels, first, last));
  }
}

package io.reprise.core.cut;

import io.reprise.core.series.DatePart;
import io.reprise.core.series.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers points, in whatever order they come, into fragments: the fewer and longer, the less there
 * is to shuffle. A point goes to its own bucket and to those in whose surroundings it lies.
 */
public final class FragmentPacker {

  private final int chunkPoints;
  private final DatePart part;
  private final int margin;
  private final boolean labelled;
  private final int capacity;
  private final Map<String, Packs> bySeries = new HashMap<>();
  private Packs latest;
  private String source = "";
  private int points;

  /** {@code capacity} is how many points it holds before it says that it is full. */
  public FragmentPacker(
      int chunkPoints, DatePart part, int margin, boolean labelled, int capacity) {
    this.chunkPoints = chunkPoints;
    this.part = part;
    this.margin = margin;
    this.labelled = labelled;
    this.capacity = capacity;
  }

  /** Whether a point of this source may come next, or what is held must be drained before. */
  public boolean accepts(String nextSource) {
    return points == 0 || (points < capacity && source.equals(nextSource));
  }

  /** Takes a point, or its value of one feature. */
  public void add(
      String series,
      long period,
      String from,
      int feature,
      long time,
      long row,
      float[] values,
      int label) {
    source = from;
    packs(series, period).add(feature, time, row, values, label);
  }

  private Packs packs(String series, long period) {
    if (latest == null || !latest.series.equals(series)) {
      latest =
          bySeries.computeIfAbsent(
              series, name -> new Packs(name, new Grid(period, chunkPoints, part)));
    }
    return latest;
  }

  /** Hands out all that is held, and holds nothing afterwards. */
  public List<Fragment> drain() {
    List<Fragment> fragments = new ArrayList<>();
    for (Packs packs : bySeries.values()) {
      packs.drainTo(fragments);
    }
    bySeries.clear();
    latest = null;
    points = 0;
    return fragments;
  }

  /** The packs of one series. */
  private final class Packs {

    private record Place(long bucket, int feature) {}

    private final String series;
    private final Grid grid;
    private final Map<Place, Pack> byPlace = new HashMap<>();
    private Grid.Bucket bucket = new Grid.Bucket(0, 0);
    private Place place = new Place(0, Fragment.ALL);
    private Pack pack;

    /** The latest time so far by feature, after that of {@link Fragment#ALL}. */
    private long[] latest = {Long.MIN_VALUE};

    Packs(String series, Grid grid) {
      this.series = series;
      this.grid = grid;
    }

    void add(int feature, long time, long row, float[] values, int label) {
      long cell = grid.cell(time);
      if (!bucket.holds(cell)) {
        bucket = grid.bucket(cell);
      }
      addTo(bucket.first(), feature, time, row, values, label);
      if (isLate(feature, time)) {
        pack.countLate();
      }
      for (Grid.Bucket next = bucket; cell + margin >= next.end(); ) {
        next = grid.bucket(next.end());
        addTo(next.first(), feature, time, row, values, label);
      }
      for (Grid.Bucket previous = bucket; cell - margin < previous.first(); ) {
        previous = grid.bucket(previous.first() - 1);
        addTo(previous.first(), feature, time, row, values, label);
      }
    }

    private boolean isLate(int feature, long time) {
      int at = feature - Fragment.ALL;
      if (at >= latest.length) {
        int known = latest.length;
        latest = Arrays.copyOf(latest, 2 * at);
        Arrays.fill(latest, known, latest.length, Long.MIN_VALUE);
      }
      boolean late = time < latest[at];
      latest[at] = Math.max(latest[at], time);
      return late;
    }

    private void addTo(
        long bucketFirst, int feature, long time, long row, float[] values, int label) {
      if (pack == null || place.bucket != bucketFirst || place.feature != feature) {
        place = new Place(bucketFirst, feature);
        pack = byPlace.computeIfAbsent(place, key -> new Pack(values.length, labelled));
      }
      pack.add(time, row, values, label);
      points++;
    }

    void drainTo(List<Fragment> fragments) {
      byPlace.forEach(
          (key, held) ->
              fragments.add(held.fragment(series, grid.period(), key.bucket, key.feature, source)));
    }
  }
}

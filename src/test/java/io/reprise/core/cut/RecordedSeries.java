package io.reprise.core.cut;

import io.reprise.core.series.Chunk;
import io.reprise.core.series.DatePart;
import io.reprise.core.series.Grid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random series with gaps, jitter and crowded cells, cut by {@link ChunkBuilder}, and beside it
 * the same series put on its grid as a whole by a second, simpler road.
 */
public record RecordedSeries(long period, int features, List<Point> points) {

  public static final String NAME = "pump";

  /** In microseconds; by the longer ones a day, a month or a year has but a few cells. */
  private static final long[] PERIODS = {1, 2, 7, 50, 3_600_000_000L, 25_000_000_007L};

  public record Point(long time, float[] values, int label) {}

  /** About {@code cells} cells from {@code firstCell} on; a fifth of them begin a gap. */
  public static RecordedSeries random(long seed, long firstCell, int cells, int features) {
    Random random = new Random(seed);
    long period = PERIODS[random.nextInt(PERIODS.length)];
    List<Point> points = new ArrayList<>();
    for (long cell = firstCell; cell < firstCell + cells; cell++) {
      if (random.nextInt(5) == 0) {
        cell += 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 3);
      }
      long time = cell * period - period / 2;
      long end = time + period;
      time += random.nextLong(period);
      do {
        float[] values = new float[features];
        for (int f = 0; f < features; f++) {
          values[f] = (float) (10 * f + random.nextGaussian());
        }
        points.add(new Point(time, values, random.nextInt(10) == 0 ? 1 : 0));
        time += 1 + random.nextLong(period);
      } while (time < end);
    }
    return new RecordedSeries(period, features, points);
  }

  /** The chunks of the series as it comes out of several tasks that read its points in disorder. */
  public List<Chunk> chunks(int chunkPoints, DatePart part, int halo, int maxGap) {
    GridRules rules =
        new GridRules(halo, maxGap, Filling.LINEAR, Aggregation.MEAN, Duplicates.FIRST);
    List<Fragment> fragments = fragments(chunkPoints, part, rules.margin());
    List<Chunk> chunks = new ArrayList<>();
    Grid grid = new Grid(period, chunkPoints, part);
    for (int from = 0; from < fragments.size(); ) {
      long bucket = fragments.get(from).bucket();
      int to = from;
      while (to < fragments.size() && fragments.get(to).bucket() == bucket) {
        to++;
      }
      ChunkBuilder builder =
          new ChunkBuilder(NAME, grid, grid.bucket(bucket), rules, features, true);
      new FragmentMerge(builder).merge(Fragment.ALL, fragments.subList(from, to).iterator());
      builder.build().ifPresent(chunks::add);
      from = to;
    }
    return chunks;
  }

  private List<Fragment> fragments(int chunkPoints, DatePart part, int margin) {
    Random random = new Random(points.size());
    List<Point> disorder = new ArrayList<>(points);
    if (random.nextBoolean()) {
      Collections.shuffle(disorder, random);
    }
    List<Fragment> fragments = new ArrayList<>();
    FragmentPacker packer =
        new FragmentPacker(chunkPoints, part, margin, true, 1 + random.nextInt(100));
    for (int row = 0; row < disorder.size(); row++) {
      Point point = disorder.get(row);
      if (!packer.accepts(NAME)) {
        fragments.addAll(packer.drain());
      }
      packer.add(
          NAME, period, NAME, Fragment.ALL, point.time(), row, point.values(), point.label());
    }
    fragments.addAll(packer.drain());
    fragments.sort(
        Comparator.comparingLong(Fragment::bucket)
            .thenComparingLong(fragment -> fragment.times()[0]));
    return fragments;
  }

  /** The whole series as one chunk without a halo, made without a {@link ChunkBuilder}. */
  public Chunk whole(int maxGap) {
    TreeMap<Long, List<Point>> measured = new TreeMap<>();
    for (Point point : points) {
      long cell = Math.floorDiv(point.time() + period / 2, period);
      measured.computeIfAbsent(cell, each -> new ArrayList<>()).add(point);
    }
    long first = measured.firstKey();
    int count = (int) (measured.lastKey() - first + 1);
    float[] values = new float[count * features];
    byte[] validity = new byte[count];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      long left = measured.floorKey(first + i);
      long right = measured.ceilingKey(first + i);
      if (right - left - 1 > maxGap) {
        continue;
      }
      validity[i] = left == right ? Chunk.MEASURED : Chunk.FILLED;
      labels[i] = (byte) measured.get(left).stream().mapToInt(Point::label).max().orElseThrow();
      for (int f = 0; f < features; f++) {
        double start = mean(measured.get(left), f);
        double end = mean(measured.get(right), f);
        double weight = left == right ? 0 : (double) (first + i - left) / (right - left);
        values[i * features + f] = (float) (start + weight * (end - start));
      }
    }
    return new Chunk(NAME, first * period, period, 0, count, 0, features, values, validity, labels);
  }

  private static float mean(List<Point> crowd, int feature) {
    double sum = 0;
    for (Point point : crowd) {
      sum += point.values()[feature];
    }
    return (float) (sum / crowd.size());
  }
}

package io.reprise.core.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random series with gaps, jitter and crowded cells, cut by {@link ChunkBuilder}, and beside it
 * the same series put on its grid as a whole by a second, simpler road.
 */
public record RecordedSeries(long period, int features, List<Point> points) {

  public static final String NAME = "pump";

  public record Point(long time, float[] values, int label) {}

  /** About {@code cells} cells from {@code firstCell} on; a fifth of them begin a gap. */
  public static RecordedSeries random(long seed, long firstCell, int cells, int features) {
    Random random = new Random(seed);
    long period = 1 + random.nextInt(50);
    List<Point> points = new ArrayList<>();
    for (long cell = firstCell; cell < firstCell + cells; cell++) {
      if (random.nextInt(5) == 0) {
        cell += 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 3);
      }
      long time = cell * period - period / 2;
      long end = time + period;
      time += random.nextInt((int) period);
      do {
        float[] values = new float[features];
        for (int f = 0; f < features; f++) {
          values[f] = (float) (10 * f + random.nextGaussian());
        }
        points.add(new Point(time, values, random.nextInt(10) == 0 ? 1 : 0));
        time += 1 + random.nextInt((int) period);
      } while (time < end);
    }
    return new RecordedSeries(period, features, points);
  }

  /**
   * The chunks of every bucket, each fed with its own points and those of its surroundings only.
   */
  public List<Chunk> chunks(int chunkPoints, int halo, int maxGap) {
    Grid grid = new Grid(period, chunkPoints);
    int margin = halo + maxGap;
    long from = grid.bucket(grid.cell(points.get(0).time()) - margin);
    long to = grid.bucket(grid.cell(points.get(points.size() - 1).time()) + margin);
    List<Chunk> chunks = new ArrayList<>();
    for (long bucket = from; bucket <= to; bucket++) {
      ChunkBuilder builder = new ChunkBuilder(NAME, grid, bucket, halo, maxGap, features, true);
      for (Point point : points) {
        long cell = grid.cell(point.time()) - grid.firstCell(bucket);
        if (cell >= -margin && cell < chunkPoints + margin) {
          builder.add(point.time(), point.values(), point.label());
        }
      }
      builder.build().ifPresent(chunks::add);
    }
    return chunks;
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

package io.reprise.core.normalize;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The levels of a series' features over time: moments by block. Blocks are of one length, which
 * doubles whenever there would be more than {@link #MOST}, so that a series of any length takes the
 * same room and parts of it merge, whatever their order.
 */
public final class LevelBlocks implements Serializable {

  static final int MOST = 16;

  /** A block with fewer points than this share of the fullest says little of its level. */
  private static final double FULL = 0.5;

  private final int features;
  private final long duration;
  private int doublings;
  private TreeMap<Long, Moments[]> blocks = new TreeMap<>();

  /** The block of the last point: the next one mostly lies in it, too. */
  private transient Moments[] latest;

  private transient long latestNumber;

  /** {@code duration} is that of the shortest blocks, in microseconds. */
  public LevelBlocks(int features, long duration) {
    this.features = features;
    this.duration = duration;
  }

  /** Adds the point that begins at {@code from} in a flat array of values. */
  public void add(long time, float[] values, int from) {
    long number = Math.floorDiv(time, duration) >> doublings;
    if (latest == null || number != latestNumber) {
      open(number);
    }
    for (int feature = 0; feature < features; feature++) {
      latest[feature].add(values[from + feature]);
    }
  }

  private void open(long number) {
    blocks.computeIfAbsent(number, key -> moments(features));
    int before = doublings;
    shorten();
    latestNumber = number >> (doublings - before);
    latest = blocks.get(latestNumber);
  }

  public LevelBlocks merge(LevelBlocks other) {
    while (doublings < other.doublings) {
      halve();
    }
    int behind = doublings - other.doublings;
    other.blocks.forEach((number, block) -> merge(blocks, number >> behind, block));
    shorten();
    latest = null;
    return this;
  }

  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  int features() {
    return features;
  }

  private void shorten() {
    while (blocks.lastKey() - blocks.firstKey() >= MOST) {
      halve();
    }
  }

  private void halve() {
    TreeMap<Long, Moments[]> longer = new TreeMap<>();
    blocks.forEach((number, block) -> merge(longer, number >> 1, block));
    blocks = longer;
    doublings++;
  }

  private static void merge(Map<Long, Moments[]> into, long number, Moments[] block) {
    Moments[] there = into.computeIfAbsent(number, key -> moments(block.length));
    for (int feature = 0; feature < block.length; feature++) {
      there[feature].merge(block[feature]);
    }
  }

  private static Moments[] moments(int features) {
    Moments[] moments = new Moments[features];
    for (int feature = 0; feature < features; feature++) {
      moments[feature] = new Moments();
    }
    return moments;
  }

  /** The moments of a feature over all blocks. */
  Moments all(int feature) {
    Moments all = new Moments();
    blocks.values().forEach(block -> all.merge(block[feature]));
    return all;
  }

  /** The mean of a feature in every block from first to last; NaN where a block has few points. */
  double[] means(int feature) {
    long first = blocks.firstKey();
    double[] means = new double[(int) (blocks.lastKey() - first) + 1];
    Arrays.fill(means, Double.NaN);
    long fullest =
        blocks.values().stream().mapToLong(block -> block[feature].count()).max().orElse(0);
    blocks.forEach(
        (number, block) -> {
          if (block[feature].count() >= FULL * fullest) {
            means[(int) (number - first)] = block[feature].mean();
          }
        });
    return means;
  }
}

package io.reprise.core.normalize;

import java.io.Serializable;

/**
 * Whether the level of a feature wanders: it has no place that it comes back to, as a temperature
 * that warms up or a disk that fills. Then the level of tomorrow is new, whatever training has
 * seen, and says nothing of faults.
 *
 * <p>The answer is in the means of blocks. Where a feature is at home, blocks that lie four times
 * as far apart differ no more than neighbours. The squared difference of a random walk grows with
 * the distance, that of a trend with its square.
 */
public final class Wander implements Serializable {

  /** A series with fewer blocks shows no more than its beginning and its end. */
  private static final int FEWEST_BLOCKS = 8;

  private static final int FAR = 4;

  /**
   * The exponent by which squared differences grow with distance: 0 at home, 1 for a random walk, 2
   * for a trend.
   */
  private static final double EXPONENT = 0.5;

  /** A level that makes up less of a feature's variance than this matters little. */
  private static final double SHARE = 0.5;

  private final Moments[] near;
  private final Moments[] far;
  private final Moments[] shares;

  public Wander(int features) {
    near = new Moments[features];
    far = new Moments[features];
    shares = new Moments[features];
    for (int feature = 0; feature < features; feature++) {
      near[feature] = new Moments();
      far[feature] = new Moments();
      shares[feature] = new Moments();
    }
  }

  /** What one series says. */
  public static Wander of(LevelBlocks levels) {
    Wander wander = new Wander(levels.features());
    for (int feature = 0; feature < levels.features(); feature++) {
      double[] means = levels.means(feature);
      double variance = Math.pow(levels.all(feature).deviation(), 2);
      if (means.length >= FEWEST_BLOCKS && variance > 0) {
        wander.add(feature, means, variance);
      }
    }
    return wander;
  }

  private void add(int feature, double[] means, double variance) {
    Moments levels = new Moments();
    for (int block = 0; block < means.length; block++) {
      if (Double.isNaN(means[block])) {
        continue;
      }
      levels.add(means[block]);
      addDifference(near[feature], means, block, 1, variance);
      addDifference(far[feature], means, block, FAR, variance);
    }
    shares[feature].add(levels.squares() / levels.count() / variance);
  }

  private static void addDifference(
      Moments squares, double[] means, int block, int distance, double variance) {
    if (block >= distance && !Double.isNaN(means[block - distance])) {
      squares.add(Math.pow(means[block] - means[block - distance], 2) / variance);
    }
  }

  public Wander merge(Wander other) {
    for (int feature = 0; feature < near.length; feature++) {
      near[feature].merge(other.near[feature]);
      far[feature].merge(other.far[feature]);
      shares[feature].merge(other.shares[feature]);
    }
    return this;
  }

  /** Which features wander, over all series. */
  public boolean[] wandering() {
    boolean[] wandering = new boolean[near.length];
    for (int feature = 0; feature < near.length; feature++) {
      double growth = far[feature].mean() / near[feature].mean();
      double exponent = Math.log(growth) / Math.log(FAR);
      wandering[feature] = shares[feature].mean() > SHARE && exponent > EXPONENT;
    }
    return wandering;
  }
}

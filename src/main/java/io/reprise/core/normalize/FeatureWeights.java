package io.reprise.core.normalize;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What the error of each feature is multiplied by before features are averaged. A feature that is
 * replayed badly even where all is normal would else hide what happens in the others. Without
 * weights every feature counts as it is.
 */
public record FeatureWeights(float[] all) implements Serializable {

  public static final FeatureWeights NONE = new FeatureWeights(new float[0]);

  /** As many points of a series as those of all series count, as what they say of it. */
  private static final double PRIOR_POINTS = 200;

  /**
   * No feature counts more than one whose mean error is this fraction of the median feature's: one
   * that is replayed perfectly would else alarm at its first rounding error.
   */
  private static final double LEAST_OF_MEDIAN = 0.01;

  /**
   * A weighted error beyond this, as that of ten deviations, counts no more than its logarithm: one
   * feature must not swamp all others, nor two great faults look the same.
   */
  private static final float GREAT = 100;

  /**
   * An average of many neighbours is as great as a single error where it lasts: three deviations.
   */
  private static final float GREAT_AVERAGE = 9;

  /** Errors are averaged by running sums, which greater ones would leave inexact. */
  private static final float GREATEST = 1e9f;

  /** The weights that make the mean error of every feature 1 where all is normal. */
  public static FeatureWeights of(MeanErrors all) {
    return all.count() == 0 ? NONE : new FeatureWeights(inverse(all.means()));
  }

  /** Those of one series among all, of which there must be errors. */
  public static float[] ofSeries(MeanErrors own, MeanErrors all) {
    return inverse(shrunk(own, all));
  }

  private static double[] shrunk(MeanErrors own, MeanErrors all) {
    double[] means = all.means();
    for (int feature = 0; feature < means.length; feature++) {
      means[feature] =
          (own.sum(feature) + PRIOR_POINTS * means[feature]) / (own.count() + PRIOR_POINTS);
    }
    return means;
  }

  private static float[] inverse(double[] means) {
    double[] sorted = means.clone();
    Arrays.sort(sorted);
    double least = Math.max(Float.MIN_NORMAL, LEAST_OF_MEDIAN * sorted[sorted.length / 2]);
    float[] inverse = new float[means.length];
    for (int feature = 0; feature < means.length; feature++) {
      inverse[feature] = (float) Math.min(Float.MAX_VALUE, 1 / Math.max(least, means[feature]));
    }
    return inverse;
  }

  /** An error of a feature with such a weight. */
  public float weighted(float error, float weight) {
    return isNone() ? error : Math.min(GREATEST, error * weight);
  }

  /** From where on a weighted error is great that is the mean of so many neighbours. */
  public static float great(int averaged) {
    return Math.max(GREAT_AVERAGE, GREAT / averaged);
  }

  /** What a weighted error counts beside those of other features. */
  public float limited(float error, float great) {
    return error > great && !isNone()
        ? (float) (great * (1 + Math.log((double) error / great)))
        : error;
  }

  public boolean isNone() {
    return all.length == 0;
  }

  /** Refuses weights of another number of features, or that would hide errors. */
  public void requireFeatures(int features) {
    if (!isNone()) {
      requireFeatures(all, features);
    }
  }

  /** Refuses such weights of one series. */
  public static void requireFeatures(float[] weights, int features) {
    if (weights.length != features) {
      throw new IllegalArgumentException(
          "weights are %,d where it has %,d features".formatted(weights.length, features));
    }
    for (float weight : weights) {
      if (!(weight > 0) || !Float.isFinite(weight)) {
        throw new IllegalArgumentException("weight %s is not a number above 0".formatted(weight));
      }
    }
  }

  /** A weight for each feature of a series; those of all series where its own are null. */
  public float[] of(float[] own, int features) {
    if (isNone()) {
      float[] equal = new float[features];
      Arrays.fill(equal, 1);
      return equal;
    }
    return own == null ? all : own;
  }
}

package io.reprise.core.score;

import io.reprise.core.normalize.Moments;
import java.util.Arrays;

/** How closely the replayed values of each feature follow the recorded ones. */
public final class RSquared {

  /** Numbers of a feature in {@link #numbers()}. */
  public static final int WIDTH = 4;

  private final Moments[] recorded;
  private final double[] squaredErrors;

  public RSquared(int features) {
    recorded = new Moments[features];
    Arrays.setAll(recorded, feature -> new Moments());
    squaredErrors = new double[features];
  }

  public void add(int feature, float record, float replay) {
    recorded[feature].add(record);
    double error = (double) record - replay;
    squaredErrors[feature] += error * error;
  }

  /** All sums as flat numbers, for {@link #merge}. */
  public double[] numbers() {
    double[] numbers = new double[recorded.length * WIDTH];
    for (int f = 0; f < recorded.length; f++) {
      numbers[f * WIDTH] = recorded[f].count();
      numbers[f * WIDTH + 1] = recorded[f].mean();
      numbers[f * WIDTH + 2] = recorded[f].squares();
      numbers[f * WIDTH + 3] = squaredErrors[f];
    }
    return numbers;
  }

  /** Adds the numbers of another one. */
  public RSquared merge(double[] numbers) {
    for (int f = 0; f < recorded.length; f++) {
      int at = f * WIDTH;
      recorded[f].merge(new Moments((long) numbers[at], numbers[at + 1], numbers[at + 2], 0, 0));
      squaredErrors[f] += numbers[at + 3];
    }
    return this;
  }

  /**
   * R², the share of a feature's variance that the replay explains: 1 where it is exact, 0 where it
   * does no better than the mean. NaN for a constant feature. Never infinite: a replay beyond the
   * range of floats counts as the worst of all numbers.
   */
  public double determination(int feature) {
    double squares = recorded[feature].squares();
    return squares > 0
        ? Math.max(-Double.MAX_VALUE, 1 - squaredErrors[feature] / squares)
        : Double.NaN;
  }
}

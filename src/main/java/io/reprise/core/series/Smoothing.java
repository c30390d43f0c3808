package io.reprise.core.series;

import java.io.Serializable;

/**
 * What is averaged before a difference between record and replay counts as an error: a fault that
 * lasts then shows in noise that would hide it point by point.
 *
 * @param points neighbouring points, an odd number, whose differences are averaged, signs and all
 * @param errors neighbouring points, an odd number, whose errors are averaged then
 * @param windows whether a point has the mean error of the windows that cover it, instead of its
 *     own error in them
 */
public record Smoothing(int points, int errors, boolean windows) implements Serializable {

  /** So many points reach from one end of the longest window to the other. */
  public static final int MOST_POINTS = (1 << 16) + 1;

  public static final Smoothing NONE = new Smoothing(1, 1, false);

  public Smoothing {
    requireOdd(points);
    requireOdd(errors);
  }

  private static void requireOdd(int points) {
    if (points < 1 || points > MOST_POINTS || points % 2 == 0) {
      throw new IllegalArgumentException(
          "As many points before as after are averaged: 1, 3, 5 or more, up to %d, not %d"
              .formatted(MOST_POINTS, points));
    }
  }

  /**
   * Puts the moving mean in the place of the differences of one window, {@code [step × feature]},
   * flat. At either end it is the mean of the points that there are.
   */
  public void smooth(float[] differences, int steps, int features) {
    smooth(differences, steps, features, points / 2);
  }

  /** The same for errors. */
  public void smoothErrors(float[] measured, int steps, int features) {
    smooth(measured, steps, features, errors / 2);
  }

  private static void smooth(float[] differences, int steps, int features, int reach) {
    if (reach == 0) {
      return;
    }
    float[] before = differences.clone();
    for (int feature = 0; feature < features; feature++) {
      double sum = 0;
      for (int step = -reach; step < steps; step++) {
        sum += step + reach < steps ? before[(step + reach) * features + feature] : 0;
        sum -= step - reach - 1 >= 0 ? before[(step - reach - 1) * features + feature] : 0;
        if (step >= 0) {
          int first = Math.max(0, step - reach);
          int last = Math.min(steps - 1, step + reach);
          differences[step * features + feature] = (float) (sum / (last - first + 1));
        }
      }
    }
  }
}

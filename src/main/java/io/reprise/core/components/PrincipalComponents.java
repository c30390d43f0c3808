package io.reprise.core.components;

import java.io.Serializable;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The few axes along which normal points vary most. What lies off them is not normal. A point of
 * few features is seen together with the {@code steps} − 1 points before it, so that the axes know
 * how features go on. Vectors hold all features of one point after those of another. The axes lie
 * one after another, each of length 1.
 */
public record PrincipalComponents(int steps, float[] mean, float[] deviations, float[] axes)
    implements Serializable {

  public static final PrincipalComponents NONE =
      new PrincipalComponents(1, new float[0], new float[0], new float[0]);

  /** Where there are so many features, a point is seen alone. */
  private static final int ENOUGH_NUMBERS = 16;

  /** Axes are taken until they explain this share of the variance. */
  private static final double EXPLAINED = 0.99;

  /** With more axes, faults too lie along them. */
  private static final int MOST_AXES = 5;

  /** A number counts at most so many deviations: one that is absurd must not turn all others. */
  private static final float FARTHEST = 20;

  public PrincipalComponents {
    if (steps < 1 || mean.length % steps != 0) {
      throw new IllegalArgumentException(
          "components of %,d numbers do not divide into %,d steps".formatted(mean.length, steps));
    }
    if (deviations.length != mean.length) {
      throw new IllegalArgumentException(
          "components have %,d means but %,d deviations".formatted(mean.length, deviations.length));
    }
    if (mean.length == 0 ? axes.length > 0 : axes.length % mean.length != 0) {
      throw new IllegalArgumentException(
          "axes of components hold %,d numbers, not a multiple of %,d"
              .formatted(axes.length, mean.length));
    }
    requireFinite(mean);
    requireFinite(axes);
    for (float deviation : deviations) {
      if (!(deviation > 0) || !Float.isFinite(deviation)) {
        throw new IllegalArgumentException(
            "components have the deviation %s, not a number above 0".formatted(deviation));
      }
    }
  }

  private static void requireFinite(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw new IllegalArgumentException("components hold %s".formatted(number));
      }
    }
  }

  /** How many points a vector spans in windows of {@code length} points. */
  public static int steps(int features, int length) {
    return Math.min(length, (ENOUGH_NUMBERS + features - 1) / features);
  }

  /** The axes of vectors that span {@code steps} points. */
  public static PrincipalComponents of(Covariance covariance, int steps) {
    double[][] matrix = covariance.matrix();
    double[] mean = covariance.mean();
    float[] centers = new float[mean.length];
    float[] deviations = new float[mean.length];
    double variance = 0;
    for (int i = 0; i < mean.length; i++) {
      centers[i] = (float) mean[i];
      deviations[i] = usable((float) Math.sqrt(matrix[i][i]));
      variance += matrix[i][i];
    }
    return new PrincipalComponents(steps, centers, deviations, axes(matrix, variance));
  }

  /** A constant number has the deviation 1, as in a scaler. */
  private static float usable(float deviation) {
    return deviation > Float.MIN_NORMAL ? Math.min(deviation, Float.MAX_VALUE) : 1;
  }

  /** At least one direction is left over, for faults to lie in. */
  private static float[] axes(double[][] matrix, double variance) {
    if (variance <= 0) {
      return new float[0];
    }
    EigenDecomposition decomposition =
        new EigenDecomposition(new Array2DRowRealMatrix(matrix, false));
    int most = Math.min(MOST_AXES, matrix.length - 1);
    int count = 0;
    double explained = 0;
    while (count < most && explained < EXPLAINED * variance) {
      explained += decomposition.getRealEigenvalue(count);
      count++;
    }
    float[] axes = new float[count * matrix.length];
    for (int axis = 0; axis < count; axis++) {
      for (int i = 0; i < matrix.length; i++) {
        axes[axis * matrix.length + i] = (float) decomposition.getEigenvector(axis).getEntry(i);
      }
    }
    return axes;
  }

  public boolean isNone() {
    return mean.length == 0;
  }

  public int count() {
    return isNone() ? 0 : axes.length / mean.length;
  }

  public int features() {
    return mean.length / steps;
  }

  /**
   * Puts the part of each value that lies off the axes to the beginning of {@code residuals}. The
   * window of {@code points} points, {@code [time × feature]}, lies in {@code values} from {@code
   * offset} on. Its first points are seen together with those after them.
   */
  public void residuals(float[] values, int offset, int points, float[] residuals) {
    int features = features();
    float[] vector = new float[mean.length];
    for (int point = 0; point < points; point++) {
      int first = Math.max(0, point - steps + 1);
      fill(vector, values, offset, points, first);
      int place = (point - first) * features;
      System.arraycopy(vector, place, residuals, point * features, features);
      for (int axis = 0; axis < axes.length; axis += mean.length) {
        double along = along(axis, vector);
        for (int feature = 0; feature < features; feature++) {
          residuals[point * features + feature] -= (float) (along * axes[axis + place + feature]);
        }
      }
    }
  }

  /** The last point of a window that is too short stands for those that are missing. */
  private void fill(float[] vector, float[] values, int offset, int points, int first) {
    int features = features();
    for (int step = 0; step < steps; step++) {
      int from = offset + Math.min(first + step, points - 1) * features;
      for (int feature = 0; feature < features; feature++) {
        int at = step * features + feature;
        float farthest = FARTHEST * deviations[at];
        vector[at] = Math.max(-farthest, Math.min(farthest, values[from + feature] - mean[at]));
      }
    }
  }

  private double along(int axis, float[] vector) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += (double) axes[axis + i] * vector[i];
    }
    return sum;
  }
}

package io.reprise.core.components;

import java.io.Serializable;

/**
 * Mean and covariance of vectors, gathered in one pass. Merging is Chan's update. Where the same
 * bits are wanted, parts must merge in a fixed order.
 */
public final class Covariance implements Serializable {

  private static final long serialVersionUID = 1;

  /** The products of longer vectors would take too much memory in every task. */
  public static final int MOST_NUMBERS = 512;

  private final double[] mean;

  /** Sums of the products of deviations: the upper triangle, row by row. */
  private final double[] products;

  private final double[] deviations;
  private long count;

  public Covariance(int numbers) {
    if (numbers < 1 || numbers > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "A covariance of %,d numbers, not of 1 to %,d".formatted(numbers, MOST_NUMBERS));
    }
    mean = new double[numbers];
    products = new double[numbers * (numbers + 1) / 2];
    deviations = new double[numbers];
  }

  /** Adds a vector, unless one of its numbers is not finite. */
  public void add(float[] vector) {
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        return;
      }
    }
    count++;
    for (int i = 0; i < mean.length; i++) {
      deviations[i] = vector[i] - mean[i];
      mean[i] += deviations[i] / count;
    }
    addProducts((count - 1.0) / count);
  }

  public Covariance merge(Covariance other) {
    if (other.count == 0) {
      return this;
    }
    long total = count + other.count;
    double share = (double) other.count / total;
    for (int i = 0; i < mean.length; i++) {
      deviations[i] = other.mean[i] - mean[i];
      mean[i] += deviations[i] * share;
    }
    addProducts(count * share);
    for (int at = 0; at < products.length; at++) {
      products[at] += other.products[at];
    }
    count = total;
    return this;
  }

  private void addProducts(double factor) {
    int at = 0;
    for (int i = 0; i < deviations.length; i++) {
      double scaled = factor * deviations[i];
      for (int j = i; j < deviations.length; j++) {
        products[at] += scaled * deviations[j];
        at++;
      }
    }
  }

  public long count() {
    return count;
  }

  public double[] mean() {
    return mean.clone();
  }

  /** The covariance of the population. */
  public double[][] matrix() {
    double[][] matrix = new double[mean.length][mean.length];
    int at = 0;
    for (int i = 0; i < mean.length; i++) {
      for (int j = i; j < mean.length; j++) {
        matrix[i][j] = count == 0 ? 0 : products[at] / count;
        matrix[j][i] = matrix[i][j];
        at++;
      }
    }
    return matrix;
  }
}

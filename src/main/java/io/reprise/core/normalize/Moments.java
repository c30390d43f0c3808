package io.reprise.core.normalize;

import java.io.Serializable;

/**
 * Count, mean, sum of squared deviations and range of what was added. Merging is Chan's update,
 * which is exact up to rounding. Where the same bits are wanted, parts must merge in a fixed order.
 */
public final class Moments implements Serializable {

  private long count;
  private double mean;
  private double squares;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  public Moments() {}

  public Moments(long count, double mean, double squares, double least, double greatest) {
    if (count < 0 || squares < 0) {
      throw new IllegalArgumentException(
          "Moments with count %d and squares %s are impossible".formatted(count, squares));
    }
    this.count = count;
    this.mean = mean;
    this.squares = squares;
    this.least = least;
    this.greatest = greatest;
  }

  public Moments copy() {
    return new Moments(count, mean, squares, least, greatest);
  }

  public void add(double value) {
    count++;
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }

  public Moments merge(Moments other) {
    if (other.count == 0) {
      return this;
    }
    long total = count + other.count;
    double delta = other.mean - mean;
    // A whole share is exactly 1: merging into nothing gives the other's bits.
    double share = (double) other.count / total;
    mean += delta * share;
    squares += other.squares + delta * delta * (count * share);
    count = total;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    return this;
  }

  public long count() {
    return count;
  }

  public double mean() {
    return mean;
  }

  public double squares() {
    return squares;
  }

  /** Standard deviation of the population; 0 for fewer than two values. */
  public double deviation() {
    return count < 2 ? 0 : Math.sqrt(squares / count);
  }

  public double least() {
    return least;
  }

  public double greatest() {
    return greatest;
  }
}

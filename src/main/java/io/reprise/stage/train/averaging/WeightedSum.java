package io.reprise.stage.train.averaging;

/**
 * Sums arrays of floats in the order in which they come and in double. So it does not matter who
 * sums, or how large a part of the arrays.
 */
final class WeightedSum {

  private final double[] sums;

  WeightedSum(int length) {
    this.sums = new double[length];
  }

  void add(float[] values, double weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i] * weight;
    }
  }

  float[] floats() {
    float[] floats = new float[sums.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) sums[i];
    }
    return floats;
  }
}

package io.reprise.bench.lstm;

import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** What a core can do at best: oneDNN's product of two matrices of 2048 by 2048. */
final class SgemmPeak {

  static final int SIZE = 2048;

  private static final int TRIALS = 20;
  private static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;

  private SgemmPeak() {}

  /** Floating point operations a second, the best of the trials. */
  static double measure() {
    try (FloatPointer a = ones();
        FloatPointer b = ones();
        FloatPointer product = ones()) {
      return best(() -> multiply(a, b, product));
    }
  }

  /** The rate of the fastest of some products of this size. */
  static double best(Runnable product) {
    long best = Long.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      long start = System.nanoTime();
      product.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return 1e9 * FLOPS / best;
  }

  private static FloatPointer ones() {
    float[] ones = new float[SIZE * SIZE];
    Arrays.fill(ones, 1);
    return new FloatPointer(ones);
  }

  private static void multiply(FloatPointer a, FloatPointer b, FloatPointer product) {
    byte asItIs = (byte) 'N';
    int status =
        dnnl.dnnl_sgemm(asItIs, asItIs, SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, product, SIZE);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("oneDNN refused a matrix product, status " + status);
    }
  }
}

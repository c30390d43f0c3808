package io.reprise.core.lstm;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How many steps of each sequence are valid; the rest is padding on the right. */
final class Lengths {

  private final int steps;
  private final int[] valid;

  private Lengths(int steps, int[] valid) {
    this.steps = steps;
    this.valid = valid;
  }

  static Lengths full(int steps) {
    return new Lengths(steps, null);
  }

  /** From a mask {@code [batch, step]} of ones and, after them, zeros; null masks nothing. */
  static Lengths of(INDArray mask, int steps) {
    if (mask == null) {
      return full(steps);
    }
    if (mask.rank() != 2 || mask.size(1) != steps) {
      throw new IllegalArgumentException(
          "A mask must be [batch, %d], one number a step, not %s"
              .formatted(steps, Arrays.toString(mask.shape())));
    }
    return of(Floats.copy(mask), Math.toIntExact(mask.size(0)), steps);
  }

  private static Lengths of(float[] mask, int batch, int steps) {
    int[] valid = new int[batch];
    boolean padded = false;
    for (int sequence = 0; sequence < batch; sequence++) {
      valid[sequence] = length(mask, sequence * steps, steps);
      padded |= valid[sequence] < steps;
    }
    return padded ? new Lengths(steps, valid) : full(steps);
  }

  private static int length(float[] mask, int from, int steps) {
    int length = 0;
    while (length < steps && mask[from + length] != 0) {
      length++;
    }
    for (int step = length; step < steps; step++) {
      if (mask[from + step] != 0) {
        throw new IllegalArgumentException(
            "A mask has a valid step after a masked one; pad sequences on the right only");
      }
    }
    return length;
  }

  int validSteps(int sequence) {
    return valid == null ? steps : valid[sequence];
  }

  boolean arePadded() {
    return valid != null;
  }

  /** Zeroes the padded steps of an array {@code [batch, step, channel]}. */
  void zeroPadding(long address, int channels) {
    if (valid == null) {
      return;
    }
    for (int sequence = 0; sequence < valid.length; sequence++) {
      long first = ((long) sequence * steps + valid[sequence]) * channels;
      Address.zero(address + first * Float.BYTES, (long) (steps - valid[sequence]) * channels);
    }
  }
}

package io.reprise.core.cut;

import java.util.Arrays;

/** A growing list of row numbers. */
final class RowNumbers {

  private long[] numbers = new long[0];
  private int count;

  void add(long number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(8, 2 * count));
    }
    numbers[count++] = number;
  }

  long[] toArray() {
    return Arrays.copyOf(numbers, count);
  }
}

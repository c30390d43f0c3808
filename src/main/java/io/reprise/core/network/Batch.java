package io.reprise.core.network;

import io.reprise.core.normalize.Scaler;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Scaled windows side by side, {@code [window, step, feature]} flat, padded on the right to the
 * steps of the network. Masks keep padded steps out of output, loss and gradient.
 */
public final class Batch {

  private final int steps;
  private final int features;
  private final float[] values;
  private final int[] lengths;
  private int size;

  public Batch(int capacity, int steps, int features) {
    this.steps = steps;
    this.features = features;
    this.values = new float[Math.multiplyExact(Math.multiplyExact(capacity, steps), features)];
    this.lengths = new int[capacity];
  }

  /**
   * Scales {@code points} points of a flat {@code [time × feature]} array from point {@code from}
   * into the next window and returns where in {@link #values()} it begins.
   */
  public int append(float[] source, int from, int points, Scaler scaler) {
    int offset = append(points);
    for (int i = 0; i < points * features; i++) {
      values[offset + i] = scaler.scaled(i % features, source[from * features + i]);
    }
    return offset;
  }

  private int append(int points) {
    if (points < 1 || points > steps) {
      throw new IllegalArgumentException(
          "A window of %d points does not fit a network of %d steps".formatted(points, steps));
    }
    lengths[size] = points;
    return size++ * steps * features;
  }

  public void clear() {
    Arrays.fill(values, 0);
    size = 0;
  }

  public float[] values() {
    return values;
  }

  public int size() {
    return size;
  }

  public boolean isFull() {
    return size == lengths.length;
  }

  public int length(int window) {
    return lengths[window];
  }

  public int steps() {
    return steps;
  }

  public int features() {
    return features;
  }

  INDArray array() {
    return array(values);
  }

  /** An array of other values in the layout of this batch. */
  INDArray array(float[] others) {
    INDArray array =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, steps, features}, 'c');
    NativeArrays.put(others, size * steps * features, array);
    return array;
  }

  /** The values with the steps of each window in reverse, the padding where it was. */
  float[] reversed() {
    float[] turned = values.clone();
    reverse(turned);
    return turned;
  }

  /** Reverses the steps of each window in an array of the layout of this batch. */
  void reverse(float[] array) {
    for (int w = 0; w < size; w++) {
      int first = w * steps;
      int last = first + lengths[w] - 1;
      for (; first < last; first++, last--) {
        for (int f = 0; f < features; f++) {
          float value = array[first * features + f];
          array[first * features + f] = array[last * features + f];
          array[last * features + f] = value;
        }
      }
    }
  }

  /** Overwrites an array that {@link #array} made for as many windows. */
  void copyTo(INDArray array) {
    NativeArrays.put(values, size * steps * features, array);
  }

  /** One for every step that counts, or null where all do. */
  INDArray mask() {
    boolean padded = false;
    for (int w = 0; w < size; w++) {
      padded |= lengths[w] < steps;
    }
    if (!padded) {
      return null;
    }
    float[] mask = new float[size * steps];
    for (int w = 0; w < size; w++) {
      Arrays.fill(mask, w * steps, w * steps + lengths[w], 1);
    }
    return Nd4j.createFromArray(mask).reshape('c', size, steps);
  }
}

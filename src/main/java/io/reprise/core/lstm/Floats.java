package io.reprise.core.lstm;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J arrays as oneDNN and Java loops need them: floats, one after the other, in 'c' order. */
public final class Floats {

  private Floats() {}

  /** The array itself if its memory is in order, else a copy. */
  static INDArray inOrder(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      return array.castTo(DataType.FLOAT).dup('c');
    }
    return isInOrder(array) ? array : array.dup('c');
  }

  public static float[] copy(INDArray array) {
    INDArray inOrder = inOrder(array);
    float[] values = new float[Math.toIntExact(inOrder.length())];
    new Address(Address.of(inOrder)).get(values);
    return values;
  }

  /** Looks only at strides, for a permuted array may call itself 'c'. */
  private static boolean isInOrder(INDArray array) {
    long expected = 1;
    for (int dimension = array.rank() - 1; dimension >= 0; dimension--) {
      if (array.size(dimension) != 1 && array.stride(dimension) != expected) {
        return false;
      }
      expected *= array.size(dimension);
    }
    return true;
  }
}

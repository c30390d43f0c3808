package io.reprise.core.lstm;

import java.nio.ShortBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A view of native floats that belong to somebody else. It keeps nothing alive and frees nothing.
 */
final class Address extends FloatPointer {

  Address(long address) {
    super((Pointer) null);
    this.address = address;
  }

  /** Where a view begins. {@code data().address()} is where the array under it begins. */
  static long of(INDArray array) {
    return array.data().addressPointer().address();
  }

  /** What lies here, as so many numbers of two bytes. */
  ShortBuffer shorts(int numbers) {
    return new ShortPointer(this).capacity(numbers).asBuffer();
  }

  static void copy(long from, long to, long floats) {
    memcpy(new Address(to), new Address(from), floats * Float.BYTES);
  }

  static void zero(long from, long floats) {
    memset(new Address(from), 0, floats * Float.BYTES);
  }
}

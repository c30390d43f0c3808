package io.reprise.core.network;

import java.util.Properties;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies floats into ND4J's memory all at once. ND4J's own methods copy them one by one. */
final class NativeArrays {

  private NativeArrays() {}

  /**
   * Switches off two habits of JavaCPP. At every allocation it asks the system how much memory the
   * process has, which slows small steps down; what it allocates itself stays bounded by its {@code
   * maxbytes}. And it prints on the terminal that OpenBLAS is of an older version than itself. This
   * works only before JavaCPP is first used.
   */
  static void settleJavaCpp() {
    Properties properties = System.getProperties();
    properties.putIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
    properties.putIfAbsent("org.bytedeco.javacpp.logger", "slf4j");
  }

  /** Overwrites the first of the values of an array in 'c' order. */
  static void put(float[] values, int length, INDArray array) {
    if (length > array.length()) {
      throw new IllegalArgumentException(
          "%d values do not fit into an array of %d".formatted(length, array.length()));
    }
    new FloatPointer(array.data().addressPointer()).put(values, 0, length);
  }
}

package io.reprise.core.network;

import java.util.Properties;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Floats in and out of ND4J's memory all at once; ND4J's own methods go one by one. */
final class NativeArrays {

  private NativeArrays() {}

  /**
   * Left alone, JavaCPP asks the system at every allocation how much memory the process has, 8 % of
   * a step of 32 sequences of 60 steps, 32 units (what it allocates itself stays bounded by its
   * {@code maxbytes}), and prints on the terminal that OpenBLAS is of an older version than itself.
   * Works only before JavaCPP is first used.
   */
  static void settleJavaCpp() {
    Properties properties = System.getProperties();
    properties.putIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
    properties.putIfAbsent("org.bytedeco.javacpp.logger", "slf4j");
  }

  /**
   * The array's values in 'c' order. DL4J hands on permuted arrays that call themselves 'c' and no
   * view; only a copy is in order.
   */
  static float[] floats(INDArray array) {
    INDArray ordered = array.dup('c');
    float[] values = new float[Math.toIntExact(ordered.length())];
    pointer(ordered).get(values);
    return values;
  }

  /** Overwrites the first of the values of an array in 'c' order. */
  static void put(float[] values, int length, INDArray array) {
    pointer(array).put(values, 0, length);
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }
}

package io.reprise.core.lstm;

/**
 * The order of the gates: oneDNN has input, forget, candidate, output; DL4J has candidate, forget,
 * output, input. Each gate is one block of floats in either.
 */
final class Gates {

  private static final int[] DL4J_GATE = {3, 1, 0, 2};

  private Gates() {}

  static void fromDl4j(long from, long to, long gateFloats) {
    for (int gate = 0; gate < DL4J_GATE.length; gate++) {
      Address.copy(
          block(from, DL4J_GATE[gate], gateFloats), block(to, gate, gateFloats), gateFloats);
    }
  }

  static void toDl4j(long from, long to, long gateFloats) {
    for (int gate = 0; gate < DL4J_GATE.length; gate++) {
      Address.copy(
          block(from, gate, gateFloats), block(to, DL4J_GATE[gate], gateFloats), gateFloats);
    }
  }

  private static long block(long address, int gate, long gateFloats) {
    return address + gate * gateFloats * Float.BYTES;
  }
}

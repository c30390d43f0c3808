package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;

/** The layouts of arrays. Those of an LSTM always have one layer and one direction. */
final class Descriptors {

  static final int GATES = 4;

  private Descriptors() {}

  /** {@code [batch, step, channel]}, as DL4J's {@code RNNFormat.NWC} in 'c' order. */
  static memory.desc sequence(Precision precision, int batch, int steps, int channels) {
    return array(precision, memory.format_tag.ntc, steps, batch, channels);
  }

  static memory.desc state(Precision precision, int batch, int units) {
    return array(precision, memory.format_tag.ldnc, 1, 1, batch, units);
  }

  static memory.desc bias(int units) {
    return floats(memory.format_tag.ldgo, 1, 1, GATES, units);
  }

  /** {@code [gate, unit, input]}, as DL4J's weights in 'f' order but for the order of the gates. */
  static memory.desc inputLast(int inputs, int units) {
    return floats(memory.format_tag.ldgoi, 1, 1, inputs, GATES, units);
  }

  /** {@code [input, gate, unit]}. */
  static memory.desc inputFirst(int inputs, int units) {
    return floats(memory.format_tag.ldigo, 1, 1, inputs, GATES, units);
  }

  static memory.desc preferred(Precision precision, int inputs, int units) {
    return array(precision, memory.format_tag.any, 1, 1, inputs, GATES, units);
  }

  static memory.desc matrix(int rows, int columns) {
    return floats(memory.format_tag.ab, rows, columns);
  }

  /** A matrix whose rows lie where another has its columns. */
  static memory.desc turnedMatrix(int rows, int columns) {
    return floats(memory.format_tag.ba, rows, columns);
  }

  static memory.desc preferredMatrix(int rows, int columns) {
    return floats(memory.format_tag.any, rows, columns);
  }

  static memory.desc none() {
    return new memory.desc();
  }

  private static memory.desc floats(memory.format_tag layout, long... dimensions) {
    return array(Precision.FLOAT32, layout, dimensions);
  }

  private static memory.desc array(
      Precision precision, memory.format_tag layout, long... dimensions) {
    return new memory.desc(dimensions, precision.type(), layout);
  }
}

package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/**
 * An array in the layout and the precision that a primitive takes. It is copied only if that is not
 * how it is given.
 */
final class Adapted implements AutoCloseable {

  private final NativeFloats copy;
  private final Reorder reorder;

  Adapted(memory.desc given, memory.desc taken) {
    boolean same = given.equals(taken);
    this.copy = same ? null : NativeFloats.ofBytes(taken.get_size());
    this.reorder = same ? null : new Reorder(given, taken);
  }

  static Adapted source(LstmShape shape) {
    return new Adapted(
        Descriptors.sequence(Precision.FLOAT32, shape.batch(), shape.steps(), shape.inputs()),
        Descriptors.sequence(shape.precision(), shape.batch(), shape.steps(), shape.inputs()));
  }

  static Adapted state(LstmShape shape) {
    return new Adapted(
        Descriptors.state(Precision.FLOAT32, shape.batch(), shape.units()),
        Descriptors.state(shape.precision(), shape.batch(), shape.units()));
  }

  /** Where the primitive finds what is at {@code given} now. */
  long prepare(stream stream, long given) {
    if (reorder == null) {
      return given;
    }
    reorder.execute(stream, given, copy.address());
    return copy.address();
  }

  @Override
  public void close() {
    if (reorder != null) {
      reorder.close();
      copy.close();
    }
  }
}

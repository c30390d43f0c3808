package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/** What an LSTM primitive gives, as floats. It is copied only if the primitive gives others. */
final class Widened implements AutoCloseable {

  private final NativeFloats given;
  private final Reorder reorder;

  Widened(LstmShape shape) {
    boolean same = shape.precision() == Precision.FLOAT32;
    memory.desc output =
        Descriptors.sequence(shape.precision(), shape.batch(), shape.steps(), shape.units());
    this.given = same ? null : NativeFloats.ofBytes(output.get_size());
    this.reorder =
        same
            ? null
            : new Reorder(
                output,
                Descriptors.sequence(
                    Precision.FLOAT32, shape.batch(), shape.steps(), shape.units()));
  }

  /** Where the primitive writes what is wanted at {@code wanted}. */
  long address(long wanted) {
    return reorder == null ? wanted : given.address();
  }

  /** Brings there what the primitive has written. */
  void store(stream stream, long wanted) {
    if (reorder != null) {
      reorder.execute(stream, given.address(), wanted);
    }
  }

  @Override
  public void close() {
    if (reorder != null) {
      reorder.close();
      given.close();
    }
  }
}

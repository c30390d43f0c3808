package io.reprise.core.lstm;

import org.bytedeco.dnnl.stream;

/**
 * What an LSTM primitive writes, on its way to a caller who wants floats. In float32 the primitive
 * writes there itself. Else it writes into a chunk's memory, where its backward pass finds it.
 */
final class Widened implements AutoCloseable {

  private final LstmShape shape;
  private final Reorder reorder;

  Widened(LstmShape shape) {
    this.shape = shape;
    this.reorder =
        shape.precision() == Precision.FLOAT32
            ? null
            : new Reorder(
                Descriptors.sequence(
                    shape.precision(), shape.batch(), shape.steps(), shape.units()),
                Descriptors.sequence(
                    Precision.FLOAT32, shape.batch(), shape.steps(), shape.units()));
  }

  /** Where the primitive writes what is wanted at {@code wanted}, and where it is found later. */
  long written(ChunkMemory chunk, long wanted) {
    return reorder == null ? wanted : chunk.hidden(shape);
  }

  /** Brings there what the primitive has written. */
  void handOn(stream stream, ChunkMemory chunk, long wanted) {
    if (reorder != null) {
      reorder.execute(stream, chunk.hidden(shape), wanted);
    }
  }

  @Override
  public void close() {
    if (reorder != null) {
      reorder.close();
    }
  }
}

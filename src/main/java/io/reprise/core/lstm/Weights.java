package io.reprise.core.lstm;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/**
 * Weights in the layout that a primitive prefers. They are copied only if that is not the given
 * layout.
 */
final class Weights implements AutoCloseable {

  private final NativeFloats reordered;
  private final Reorder reorder;

  Weights(memory.desc given, memory.desc preferred) {
    boolean same = given.equals(preferred);
    this.reordered = same ? null : NativeFloats.ofBytes(preferred.get_size());
    this.reorder = same ? null : new Reorder(given, preferred);
  }

  /** Where the primitive finds the weights that are at {@code given} now. */
  long prepare(stream stream, long given) {
    if (reorder == null) {
      return given;
    }
    reorder.execute(stream, given, reordered.address());
    return reordered.address();
  }

  @Override
  public void close() {
    if (reorder != null) {
      reorder.close();
      reordered.close();
    }
  }
}

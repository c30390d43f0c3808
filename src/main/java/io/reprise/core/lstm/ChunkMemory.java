package io.reprise.core.lstm;

/** What a chunk's forward pass keeps for its backward pass. It grows, and never shrinks. */
final class ChunkMemory implements AutoCloseable {

  private NativeFloats workspace = new NativeFloats(0);
  private NativeFloats hidden = new NativeFloats(0);

  /** oneDNN's own: gates and states of every step. */
  long workspace(long bytes) {
    workspace = workspace.atLeast((bytes + Float.BYTES - 1) / Float.BYTES);
    return workspace.address();
  }

  /** The outputs of every step, where the layer hands on less or other numbers. */
  long hidden(LstmShape shape) {
    hidden = hidden.atLeast(shape.outputs() * shape.precision().bytes() / Float.BYTES + 1);
    return hidden.address();
  }

  @Override
  public void close() {
    workspace.close();
    hidden.close();
  }
}

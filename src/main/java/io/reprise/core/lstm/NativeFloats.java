package io.reprise.core.lstm;

import org.bytedeco.javacpp.BytePointer;

/** Native floats, zero at first, that JavaCPP counts and frees once they are unreachable. */
final class NativeFloats implements AutoCloseable {

  /** A cache line, which is what oneDNN's kernels load best. */
  private static final int ALIGNMENT = 64;

  private final BytePointer memory;
  private final long address;
  private final long length;

  NativeFloats(long length) {
    this.memory = new BytePointer(length * Float.BYTES + ALIGNMENT);
    this.address = (memory.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    this.length = length;
    clear();
  }

  static NativeFloats ofBytes(long bytes) {
    return new NativeFloats((bytes + Float.BYTES - 1) / Float.BYTES);
  }

  /** These floats if there are enough of them. Otherwise a larger array, without their content. */
  NativeFloats atLeast(long floats) {
    if (floats <= length) {
      return this;
    }
    close();
    return new NativeFloats(floats);
  }

  long address() {
    return address;
  }

  long address(long offset) {
    return address + offset * Float.BYTES;
  }

  long length() {
    return length;
  }

  void clear() {
    Address.zero(address, length);
  }

  @Override
  public void close() {
    memory.deallocate();
  }
}

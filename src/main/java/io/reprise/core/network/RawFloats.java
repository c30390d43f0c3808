package io.reprise.core.network;

import io.reprise.core.json.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Float arrays as files: little-endian, nothing else. */
public final class RawFloats {

  private RawFloats() {}

  public static byte[] bytes(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  /** Refuses what is no whole number of floats, and floats that are no numbers. */
  public static float[] of(String name, byte[] raw) {
    if (raw.length % Float.BYTES != 0) {
      throw new MalformedException(
          "%s has %d bytes, which is no whole number of floats; copy it again."
              .formatted(name, raw.length));
    }
    float[] values = new float[raw.length / Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new MalformedException(
            "%s holds %s, which is no weight; train the model again.".formatted(name, value));
      }
    }
    return values;
  }
}

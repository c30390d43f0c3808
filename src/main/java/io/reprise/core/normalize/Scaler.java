package io.reprise.core.normalize;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Maps each feature to {@code (value − center) / spread} and back. A constant feature has spread 1.
 */
public record Scaler(float[] center, float[] spread) implements Serializable {

  public Scaler {
    if (center.length != spread.length) {
      throw new IllegalArgumentException(
          "A scaler has %d centers but %d spreads".formatted(center.length, spread.length));
    }
    for (float each : spread) {
      if (!(each > 0) || Float.isInfinite(each)) {
        throw new IllegalArgumentException("A scaler cannot have the spread " + each);
      }
    }
  }

  public static Scaler identity(int features) {
    float[] spread = new float[features];
    Arrays.fill(spread, 1);
    return new Scaler(new float[features], spread);
  }

  public float scaled(int feature, float value) {
    return (value - center[feature]) / spread[feature];
  }

  public float restored(int feature, float value) {
    return value * spread[feature] + center[feature];
  }
}

package io.reprise.core.network;

import java.io.Serializable;
import java.util.Random;

/** Gaussian noise that training adds to what the network sees, never to what it is to replay. */
public record Noise(double deviation) implements Serializable {

  public static final Noise NONE = new Noise(0);

  boolean isNone() {
    return deviation == 0;
  }

  /** A noisy copy of values, the same for the same seed. */
  float[] addedTo(float[] values, long seed) {
    Random random = new Random(seed);
    float[] noisy = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      noisy[i] = (float) (values[i] + deviation * random.nextGaussian());
    }
    return noisy;
  }
}

package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.lstm.Precision;
import java.util.Optional;

/** The precision that the configuration asks for. */
public enum PrecisionChoice {
  FLOAT32,
  BFLOAT16,
  AUTO;

  /** Whether it matters what the processors can do. */
  public boolean wantsBfloat16() {
    return this != FLOAT32;
  }

  /** The precision to train in, where {@code obstacle} says what stands in bfloat16's way. */
  public Precision resolve(Optional<String> obstacle) {
    require(
        this != BFLOAT16 || obstacle.isEmpty(),
        "network.precision",
        "bfloat16",
        obstacle.orElse("") + "; set network.precision = float32, or auto");
    return wantsBfloat16() && obstacle.isEmpty() ? Precision.BFLOAT16 : Precision.FLOAT32;
  }
}

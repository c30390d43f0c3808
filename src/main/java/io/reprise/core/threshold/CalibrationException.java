package io.reprise.core.threshold;

/**
 * A rule needs more than the validation errors hold. The message names the key and says how to mend
 * it.
 */
public final class CalibrationException extends RuntimeException {

  public CalibrationException(String message) {
    super(message);
  }
}

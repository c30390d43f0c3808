package io.reprise.core.threshold;

/** A rule asks for what the validation errors do not give; the message names key and mend. */
public final class CalibrationException extends RuntimeException {

  public CalibrationException(String message) {
    super(message);
  }
}

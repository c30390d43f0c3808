package io.reprise.core.lstm;

/** This processor lacks the instructions for bfloat16. */
public final class UnavailablePrecisionException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  UnavailablePrecisionException() {
    super(
        "This processor has no instructions for bfloat16, AVX512-BF16 or AMX; compute in float32,"
            + " or on processors that all have them.");
  }
}

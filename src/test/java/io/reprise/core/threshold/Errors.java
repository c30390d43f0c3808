package io.reprise.core.threshold;

import java.util.Map;

/** Validation errors as tests write them down. */
final class Errors {

  private Errors() {}

  static ErrorSummary summary(float... errors) {
    return ErrorSummary.of(distribution(errors));
  }

  static ErrorDistribution distribution(float... errors) {
    ErrorDistribution distribution = new ErrorDistribution();
    for (float error : errors) {
      distribution.add(error);
    }
    return distribution;
  }

  static Calibration calibration(float... errors) {
    return labelled(errors, new float[0]);
  }

  static Calibration labelled(float[] normal, float[] anomalous) {
    ValidationErrors validation = new ValidationErrors();
    for (float error : normal) {
      validation.add(error, 0, true);
    }
    for (float error : anomalous) {
      validation.add(error, 1, false);
    }
    return Calibration.of(validation, Map.of());
  }

  /** One to {@code count}. */
  static float[] upTo(int count) {
    float[] errors = new float[count];
    for (int i = 0; i < count; i++) {
      errors[i] = i + 1;
    }
    return errors;
  }
}

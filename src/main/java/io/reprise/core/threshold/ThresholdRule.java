package io.reprise.core.threshold;

import java.util.Locale;

/** How a threshold follows from validation errors. What is judged has no say in it. */
public sealed interface ThresholdRule {

  double k();

  double value(ErrorSummary validation);

  default String ruleName() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  default Threshold calibrate(ErrorSummary validation) {
    double value = value(validation);
    return new Threshold(
        ruleName(),
        k(),
        value,
        validation.moments().mean(),
        validation.moments().deviation(),
        validation.fractionAbove(value));
  }

  /** Mean plus k standard deviations. */
  record Sigma(double k) implements ThresholdRule {
    @Override
    public double value(ErrorSummary validation) {
      return validation.moments().mean() + k * validation.moments().deviation();
    }
  }

  /** The value k itself, for those who know it. */
  record Fixed(double k) implements ThresholdRule {
    @Override
    public double value(ErrorSummary validation) {
      return k;
    }
  }
}

package io.reprise.core.threshold;

import java.util.Locale;
import java.util.Optional;

/** Says that validation errors are too few. */
final class Shortage {

  private Shortage() {}

  static Optional<String> of(boolean there, String format, Object... arguments) {
    return there ? Optional.of(String.format(Locale.ROOT, format, arguments)) : Optional.empty();
  }

  /** Says so of a rule that leaves a fraction of the errors above its value. */
  static Optional<String> ofTail(ThresholdRule rule, double above, Calibration validation) {
    long count = validation.errors().count();
    return of(
        above * count < ErrorSummary.COUNTED - 1e-6,
        "%s is told by the greatest %.1f of %d validation errors, and needs %d; enlarge"
            + " split.validation, or ask for less.",
        rule.setting(),
        above * count,
        count,
        ErrorSummary.COUNTED);
  }
}

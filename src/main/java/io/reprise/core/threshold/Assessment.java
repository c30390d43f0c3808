package io.reprise.core.threshold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How well a threshold does: what it flags on validation and on what is judged, what two
 * neighbouring settings would flag, and what there is to warn of.
 */
public record Assessment(
    String level,
    Threshold threshold,
    long validated,
    long judged,
    Setting inForce,
    Setting stricter,
    Setting laxer,
    Drift drift,
    List<String> warnings) {

  /** A setting of the rule, its value, and how much that flags. */
  public record Setting(
      String setting, double value, long flaggedOnValidation, long flaggedJudged) {

    private static Setting of(Threshold threshold, Calibration validation, long flaggedJudged) {
      return new Setting(
          threshold.rule().setting(),
          threshold.value(),
          validation.flagged(threshold),
          flaggedJudged);
    }
  }

  /** A threshold with its neighbours. */
  public record Family(Threshold inForce, Threshold stricter, Threshold laxer) {

    public List<Threshold> all() {
      return List.of(inForce, stricter, laxer);
    }
  }

  /**
   * If a larger share is flagged, it is hardly all anomalies. The limit is high, because one fault
   * flags all windows that cover it.
   */
  private static final double MANY = 0.25;

  /** It is implausible to flag so many times fewer than expected. */
  private static final double FACTOR = 10;

  private static final int FEWEST_EXPECTED = 50;

  /** {@code flagged} has, in the order of the family, what each threshold flags of the judged. */
  public static Assessment of(
      String level, Calibration validation, Family family, ErrorSummary judged, long[] flagged) {
    Threshold threshold = family.inForce();
    Drift drift = Drift.between(validation.errors(), judged);
    List<String> warnings = new ArrayList<>(validation.shortages(threshold.rule()));
    if (drift.notable()) {
      warnings.add(driftWarning(level, drift, validation.errors(), judged));
    }
    implausible(level, threshold, flagged[0], judged.count(), warnings);
    return new Assessment(
        level,
        threshold,
        validation.errors().count(),
        judged.count(),
        Setting.of(threshold, validation, flagged[0]),
        Setting.of(family.stricter(), validation, flagged[1]),
        Setting.of(family.laxer(), validation, flagged[2]),
        drift,
        List.copyOf(warnings));
  }

  private static String driftWarning(
      String level, Drift drift, ErrorSummary validation, ErrorSummary judged) {
    return sentence(
        "The errors by %s have drifted from validation (Kolmogorov–Smirnov distance %.2f, median"
            + " %.3g against %.3g): the false-alarm rate to expect no longer holds; train again on"
            + " data like these.",
        level, drift.distance(), judged.quantile(0.5), validation.quantile(0.5));
  }

  private static void implausible(
      String level, Threshold threshold, long flagged, long judged, List<String> warnings) {
    double expected = threshold.expectedFalseAlarmRate() * judged;
    if (flagged > MANY * judged && flagged > 2 * expected) {
      warnings.add(
          sentence(
              "By %s %.0f %% are flagged, too many to be anomalies: has normal changed since"
                  + " training, or is %s too lax?",
              level, 100.0 * flagged / judged, threshold.rule().setting()));
    } else if (expected >= FEWEST_EXPECTED && flagged < expected / FACTOR) {
      warnings.add(
          sentence(
              "By %s only %d are flagged where %.0f false alarms were to be expected: what is judged"
                  + " is calmer than validation was.",
              level, flagged, expected));
    }
  }

  private static String sentence(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}

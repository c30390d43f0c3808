package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.Threshold;
import io.reprise.core.threshold.ThresholdRule;

/** How thresholds are set, for which series, and what events are made of. */
public record ThresholdConfig(ThresholdRule rule, Scope scope, Level level) {

  /** One threshold for all series, or one for each. */
  public enum Scope {
    GLOBAL,
    SERIES
  }

  /** What events are made of; the points of a sequence archive are steps. */
  public enum Level {
    SEQUENCE,
    POINT,
    BOTH
  }

  private enum Rule {
    SIGMA,
    QUANTILE,
    MAD,
    POT,
    CONTAMINATION,
    FIXED,
    LABELS
  }

  public ThresholdConfig {
    require(
        scope == Scope.GLOBAL || !(rule instanceof ThresholdRule.Labels),
        "threshold.scope",
        "series",
        "the rule labels makes one threshold for all series; set global");
  }

  static ThresholdConfig of(Keys keys) {
    return new ThresholdConfig(
        rule(keys),
        keys.choice("threshold.scope", Scope.class),
        keys.optional("threshold.level", (all, key) -> all.choice(key, Level.class))
            .orElseGet(() -> usualLevel(keys)));
  }

  /** Checks the settings of the other rules, too. */
  private static ThresholdRule rule(Keys keys) {
    double k = keys.number("threshold.k");
    require(k > 0 && Double.isFinite(k), "threshold.k", k, "must be above 0 and finite");
    double quantile = fraction(keys, "threshold.quantile");
    double contamination = fraction(keys, "threshold.contamination");
    double risk = fraction(keys, "threshold.risk");
    return switch (keys.choice("threshold.rule", Rule.class)) {
      case SIGMA -> new ThresholdRule.Sigma(k);
      case QUANTILE -> new ThresholdRule.Quantile(quantile);
      case MAD -> new ThresholdRule.Mad(k);
      case POT -> new ThresholdRule.Pot(risk);
      case CONTAMINATION -> new ThresholdRule.Contamination(contamination);
      case FIXED -> new ThresholdRule.Fixed(k);
      case LABELS -> new ThresholdRule.Labels();
    };
  }

  private static double fraction(Keys keys, String key) {
    double fraction = keys.number(key);
    require(fraction > 0 && fraction < 1, key, fraction, "must be above 0 and below 1");
    return fraction;
  }

  private static Level usualLevel(Keys keys) {
    return ArchiveConfig.Layout.of(keys) == ArchiveConfig.Layout.SEQUENCES
        ? Level.SEQUENCE
        : Level.POINT;
  }

  /** The threshold at a setting of the rule. */
  public Threshold calibrate(ThresholdRule setting, Calibration validation) {
    return scope == Scope.SERIES
        ? validation.thresholdBySeries(setting)
        : validation.threshold(setting);
  }
}

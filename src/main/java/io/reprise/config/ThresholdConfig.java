package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.Threshold;
import io.reprise.core.threshold.ThresholdRule;

/** Where errors stop being normal, for whom, and what of it becomes events. */
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

  public ThresholdConfig {
    require(
        scope == Scope.GLOBAL || !(rule instanceof ThresholdRule.Labels),
        "threshold.scope",
        "series",
        "the rule labels makes one threshold for all series; set global");
  }

  /** The threshold at a setting of the rule. */
  public Threshold calibrate(ThresholdRule setting, Calibration validation) {
    return scope == Scope.SERIES
        ? validation.thresholdBySeries(setting)
        : validation.threshold(setting);
  }
}

package io.reprise.stage.replay;

import io.reprise.config.ThresholdConfig;
import io.reprise.core.network.Bundle;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.CalibrationException;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.common.InputRefusedException;
import java.util.Optional;

/**
 * The thresholds for a model's scores, of sequences and, on a grid or where steps are scored, of
 * points, each with its neighbours.
 */
public record Thresholds(
    Assessment.Family sequenceFamily, Optional<Assessment.Family> pointFamily) {

  public static Thresholds of(ThresholdConfig config, Bundle bundle) {
    return new Thresholds(
        family(config, bundle.windowErrors()),
        pointErrors(config, bundle).map(errors -> family(config, errors)));
  }

  /** Those of a sequence archive only where its steps are asked for. */
  private static Optional<Calibration> pointErrors(ThresholdConfig config, Bundle bundle) {
    if (bundle.windowing().sequences() && config.level() == ThresholdConfig.Level.SEQUENCE) {
      return Optional.empty();
    }
    if (bundle.pointErrors().isEmpty()) {
      throw new InputRefusedException(
          "threshold.level = point: the model knows no errors of steps; train again.");
    }
    return bundle.pointErrors();
  }

  public Threshold sequences() {
    return sequenceFamily.inForce();
  }

  public Optional<Threshold> points() {
    return pointFamily.map(Assessment.Family::inForce);
  }

  private static Assessment.Family family(ThresholdConfig config, Calibration validation) {
    try {
      return new Assessment.Family(
          config.calibrate(config.rule(), validation),
          config.calibrate(config.rule().stricter(), validation),
          config.calibrate(config.rule().laxer(), validation));
    } catch (CalibrationException e) {
      throw new InputRefusedException("%s", e.getMessage());
    }
  }
}

package io.reprise.stage.score;

import io.reprise.config.ThresholdConfig;
import io.reprise.core.network.Bundle;
import io.reprise.core.threshold.CalibrationException;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.InputRefusedException;
import java.util.Optional;

/** The thresholds in force for a model's scores: of sequences and, on a grid, of points. */
public record Thresholds(Threshold sequences, Optional<Threshold> points) {

  public static Thresholds of(ThresholdConfig config, Bundle bundle) {
    try {
      return new Thresholds(
          config.calibrate(bundle.windowErrors()), bundle.pointErrors().map(config::calibrate));
    } catch (CalibrationException e) {
      throw new InputRefusedException("%s", e.getMessage());
    }
  }
}

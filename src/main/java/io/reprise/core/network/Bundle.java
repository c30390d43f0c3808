package io.reprise.core.network;

import io.reprise.core.components.Baseline;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import io.reprise.core.threshold.Calibration;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A trained model: all that scoring needs, all that training needs to go on, and what the report
 * says about how it was trained. {@code trainedOn} names the published series that it was trained
 * on. {@code split} says which part of them it has seen. The updater's moments lie as the
 * parameters do. The errors are weighted by {@code weights}, and are those of {@code detector}.
 */
public record Bundle(
    NetworkSpec network,
    Parameters parameters,
    float[] updater,
    List<String> features,
    Normalizer normalizer,
    Windowing windowing,
    String trainedOn,
    SplitPlan split,
    Training training,
    FeatureWeights weights,
    Calibration windowErrors,
    Optional<Calibration> pointErrors,
    Detector detector,
    Optional<Yardstick> yardstick) {

  public Bundle {
    features = List.copyOf(features);
  }

  public Baseline baseline() {
    return yardstick.map(Yardstick::baseline).orElse(Baseline.NONE);
  }

  /** How the training went. */
  public record Training(
      long sequences, long validationSequences, int bestEpoch, List<Epoch> history)
      implements Serializable {

    public Training {
      history = List.copyOf(history);
    }
  }
}

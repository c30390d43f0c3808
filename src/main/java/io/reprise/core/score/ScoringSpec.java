package io.reprise.core.score;

import io.reprise.core.components.Baseline;
import io.reprise.core.network.Detector;
import io.reprise.core.network.Loss;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.series.Windowing;
import java.io.Serializable;

/**
 * How windows are cut, scaled and scored, and how many are replayed at once. Beside the errors
 * stand those of the baseline, if there is one.
 */
public record ScoringSpec(
    Windowing windowing,
    Normalizer normalizer,
    FeatureWeights weights,
    Loss loss,
    int batch,
    Baseline baseline,
    Detector detector)
    implements Serializable {

  /** Every feature counts as it is, and there is no baseline. */
  public ScoringSpec(Windowing windowing, Normalizer normalizer, Loss loss, int batch) {
    this(windowing, normalizer, FeatureWeights.NONE, loss, batch);
  }

  public ScoringSpec(
      Windowing windowing, Normalizer normalizer, FeatureWeights weights, Loss loss, int batch) {
    this(windowing, normalizer, weights, loss, batch, Baseline.NONE, Detector.LSTM);
  }

  public ScoringSpec {
    if (baseline.isNone() && detector != Detector.LSTM) {
      throw new IllegalArgumentException("Without a baseline there is no error but the network's");
    }
  }

  /** The same with batches of another size. */
  public ScoringSpec withBatch(int windows) {
    return new ScoringSpec(windowing, normalizer, weights, loss, windows, baseline, detector);
  }

  /** The same with a baseline beside the network. */
  public ScoringSpec beside(Baseline other) {
    return new ScoringSpec(windowing, normalizer, weights, loss, batch, other, detector);
  }
}

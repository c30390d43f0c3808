package io.reprise.core.score;

import io.reprise.core.network.Loss;
import io.reprise.core.normalize.FeatureWeights;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.series.Windowing;
import java.io.Serializable;

/** How windows are cut, scaled and scored, and how many are replayed at once. */
public record ScoringSpec(
    Windowing windowing, Normalizer normalizer, FeatureWeights weights, Loss loss, int batch)
    implements Serializable {

  /** Every feature counts as it is. */
  public ScoringSpec(Windowing windowing, Normalizer normalizer, Loss loss, int batch) {
    this(windowing, normalizer, FeatureWeights.NONE, loss, batch);
  }

  /** The same with batches of another size. */
  public ScoringSpec withBatch(int windows) {
    return new ScoringSpec(windowing, normalizer, weights, loss, windows);
  }
}

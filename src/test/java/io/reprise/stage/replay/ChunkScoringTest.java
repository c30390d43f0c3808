package io.reprise.stage.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.network.Autoencoder;
import io.reprise.core.network.Engine;
import io.reprise.core.network.Loss;
import io.reprise.core.network.NetworkOptions;
import io.reprise.core.network.NetworkSpec;
import io.reprise.core.normalize.Method;
import io.reprise.core.normalize.Normalizer;
import io.reprise.core.normalize.Scaler;
import io.reprise.core.normalize.Scope;
import io.reprise.core.score.ScoredChunk;
import io.reprise.core.score.ScoringSpec;
import io.reprise.core.series.Chunk;
import io.reprise.core.series.SplitPart;
import io.reprise.core.series.SplitPlan;
import io.reprise.core.series.Windowing;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkScoringTest {

  private static final int FEATURES = 1000;
  private static final int STEPS = 48;

  /** 65,536 windows of 48 steps and 1,000 features are more numbers than an array can hold. */
  @Test
  void theGreatestBatchFitsWhateverAWindowHolds() {
    NetworkSpec network =
        new NetworkSpec(
            FEATURES, STEPS, List.of(1), List.of(1), Loss.MSE, 0.01, 1, NetworkOptions.PLAIN);
    Autoencoder autoencoder = new Autoencoder(network, Engine.DL4J);
    float[] ones = new float[FEATURES];
    Arrays.fill(ones, 1);
    ScoringSpec spec =
        new ScoringSpec(
            new Windowing(STEPS, STEPS, true),
            new Normalizer(Method.STANDARD, Scope.GLOBAL, new Scaler(new float[FEATURES], ones)),
            Loss.MSE,
            65_536);
    Chunk chunk = Chunk.sequence("a", 0, 0, FEATURES, new float[STEPS * FEATURES], null);

    Iterator<ScoredChunk> scored =
        new ChunkScoring(autoencoder, spec, new SplitPlan.Unseen(), SplitPart.JUDGED)
            .over(List.of(chunk).iterator(), autoencoder.replayer(autoencoder.build()));

    assertThat(scored.next().windows()).isEqualTo(1);
    assertThat(scored.hasNext()).isFalse();
  }
}

package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.config.ScoringConfig.Output;
import io.reprise.config.ScoringConfig.Splits;
import io.reprise.config.ScoringConfig.Weights;
import io.reprise.core.network.Detector;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoringConfigTest {

  @Test
  void defaults() {
    assertThat(with().scoring())
        .isEqualTo(
            new ScoringConfig(
                128, Splits.JUDGED, Weights.DEVIATION, 9, Optional.empty(), Set.of()));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "scoring.batch=1",
                    "scoring.splits=all",
                    "scoring.weights=none",
                    "scoring.smooth=7",
                    "scoring.detector=pca",
                    "scoring.outputs=[embedding, reconstruction, embedding]")
                .scoring())
        .isEqualTo(
            new ScoringConfig(
                1,
                Splits.ALL,
                Weights.NONE,
                7,
                Optional.of(Detector.PCA),
                Set.of(Output.RECONSTRUCTION, Output.EMBEDDING)));
  }

  @Test
  void rejections() {
    assertRefused("scoring.batch=0", "must be from 1 to 65536 windows");
    assertRefused("scoring.batch=65537", "must be from 1 to 65536 windows");
    assertRefused("scoring.splits=some", "must be one of judged, all");
    assertRefused("scoring.weights=some", "must be one of none, deviation");
    assertRefused("scoring.smooth=4", "must be odd, from 1 (no averaging) to 65537");
    assertRefused("scoring.smooth=-1", "must be odd");
    assertRefused("scoring.detector=forest", "must be one of lstm, pca, both");
    assertThat(with("scoring.detector=both").scoring().detector()).contains(Detector.BOTH);
    assertThatThrownBy(() -> with("scoring.detector=both", "scoring.weights=none"))
        .hasMessageContaining(
            "scoring.detector = both: needs scoring.weights = deviation, for only weights make");
    assertRefused("scoring.outputs=[errors]", "must be a list of any of reconstruction, embedding");
    assertRefused("scoring.outputs=embedding", "must be a list of any of");
  }
}

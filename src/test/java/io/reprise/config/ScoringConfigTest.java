package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.ScoringConfig.Output;
import io.reprise.config.ScoringConfig.Splits;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoringConfigTest {

  @Test
  void defaults() {
    assertThat(with().scoring()).isEqualTo(new ScoringConfig(128, Splits.JUDGED, Set.of()));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "scoring.batch=1",
                    "scoring.splits=all",
                    "scoring.outputs=[embedding, reconstruction, embedding]")
                .scoring())
        .isEqualTo(
            new ScoringConfig(1, Splits.ALL, Set.of(Output.RECONSTRUCTION, Output.EMBEDDING)));
  }

  @Test
  void rejections() {
    assertRefused("scoring.batch=0", "must be from 1 to 65536 windows");
    assertRefused("scoring.batch=65537", "must be from 1 to 65536 windows");
    assertRefused("scoring.splits=some", "must be one of judged, all");
    assertRefused("scoring.outputs=[errors]", "must be a list of any of reconstruction, embedding");
    assertRefused("scoring.outputs=embedding", "must be a list of any of");
  }
}

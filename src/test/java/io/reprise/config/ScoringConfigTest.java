package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.ScoringConfig.Splits;
import org.junit.jupiter.api.Test;

class ScoringConfigTest {

  @Test
  void defaults() {
    assertThat(with().scoring()).isEqualTo(new ScoringConfig(128, Splits.JUDGED));
  }

  @Test
  void mapping() {
    assertThat(with("scoring.batch=1", "scoring.splits=all").scoring())
        .isEqualTo(new ScoringConfig(1, Splits.ALL));
  }

  @Test
  void rejections() {
    assertRefused("scoring.batch=0", "must be from 1 to 65536 windows");
    assertRefused("scoring.batch=65537", "must be from 1 to 65536 windows");
    assertRefused("scoring.splits=some", "must be one of judged, all");
  }
}

package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.threshold.ThresholdRule;
import org.junit.jupiter.api.Test;

class ThresholdSectionTest {

  @Test
  void defaults() {
    assertThat(with().threshold()).isEqualTo(new ThresholdRule.Sigma(4));
  }

  @Test
  void mapping() {
    assertThat(with("threshold.rule=fixed", "threshold.k=0.25").threshold())
        .isEqualTo(new ThresholdRule.Fixed(0.25));
    assertThat(with("threshold.k=2.5").threshold()).isEqualTo(new ThresholdRule.Sigma(2.5));
  }

  @Test
  void rejections() {
    assertRefused("threshold.rule=guess", "must be one of sigma, fixed");
    assertRefused("threshold.k=0", "must be above 0");
    assertRefused("threshold.k=-1", "must be above 0");
    assertRefused("threshold.k=NaN", "must be above 0");
    assertRefused("threshold.k=Infinity", "must be above 0 and finite");
    assertRefused("threshold.k=three", "must be a number");
  }
}

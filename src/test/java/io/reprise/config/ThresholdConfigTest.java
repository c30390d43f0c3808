package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.threshold.ThresholdRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThresholdConfigTest {

  @Test
  void defaults() {
    assertThat(with().threshold())
        .isEqualTo(
            new ThresholdConfig(
                new ThresholdRule.Sigma(4),
                ThresholdConfig.Scope.GLOBAL,
                ThresholdConfig.Level.POINT));
    assertThat(with("archive.layout=sequences").threshold().level())
        .isEqualTo(ThresholdConfig.Level.SEQUENCE);
    assertThat(rule("quantile")).isEqualTo(new ThresholdRule.Quantile(0.995));
    assertThat(rule("contamination")).isEqualTo(new ThresholdRule.Contamination(0.005));
    assertThat(rule("pot")).isEqualTo(new ThresholdRule.Pot(1e-4));
    assertThat(rule("mad")).isEqualTo(new ThresholdRule.Mad(4));
    assertThat(rule("labels")).isEqualTo(new ThresholdRule.Labels());
  }

  private static ThresholdRule rule(String name, String... settings) {
    return with(Stream.concat(Stream.of("threshold.rule=" + name), Stream.of(settings))
            .toArray(String[]::new))
        .threshold()
        .rule();
  }

  @Test
  void mapping() {
    assertThat(rule("fixed", "threshold.k=0.25")).isEqualTo(new ThresholdRule.Fixed(0.25));
    assertThat(rule("sigma", "threshold.k=2.5")).isEqualTo(new ThresholdRule.Sigma(2.5));
    assertThat(rule("quantile", "threshold.quantile=0.9"))
        .isEqualTo(new ThresholdRule.Quantile(0.9));
    assertThat(rule("contamination", "threshold.contamination=0.1"))
        .isEqualTo(new ThresholdRule.Contamination(0.1));
    assertThat(rule("pot", "threshold.risk=1e-6")).isEqualTo(new ThresholdRule.Pot(1e-6));
    assertThat(with("threshold.scope=series", "threshold.level=both").threshold())
        .isEqualTo(
            new ThresholdConfig(
                new ThresholdRule.Sigma(4),
                ThresholdConfig.Scope.SERIES,
                ThresholdConfig.Level.BOTH));
  }

  @Test
  void rejections() {
    assertRefused(
        "threshold.rule=guess",
        "must be one of sigma, quantile, mad, pot, contamination, fixed, labels");
    assertRefused("threshold.k=0", "must be above 0");
    assertRefused("threshold.k=-1", "must be above 0");
    assertRefused("threshold.k=NaN", "must be above 0");
    assertRefused("threshold.k=Infinity", "must be above 0 and finite");
    assertRefused("threshold.k=three", "must be a number");
    for (String key : List.of("quantile", "contamination", "risk")) {
      for (String value : List.of("0", "1", "-0.5", "NaN")) {
        assertRefused("threshold." + key + "=" + value, "must be above 0 and below 1");
      }
    }
    assertRefused("threshold.scope=galaxy", "must be one of global, series");
    assertRefused("threshold.level=feature", "must be one of sequence, point, both");
    assertThatThrownBy(() -> with("threshold.rule=labels", "threshold.scope=series"))
        .hasMessage(
            "threshold.scope = series: the rule labels makes one threshold for all series; set"
                + " global.");
    assertThatThrownBy(() -> with("archive.layout=sequences", "threshold.level=both"))
        .hasMessageStartingWith("threshold.level = both: sequences are scored whole or by step");
    assertThatThrownBy(() -> with("archive.layout=sequences", "threshold.scope=series"))
        .hasMessageStartingWith("threshold.scope = series: sequences have one threshold for all");
  }
}

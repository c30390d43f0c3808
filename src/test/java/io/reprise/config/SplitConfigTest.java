package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.SplitConfig.Part;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SplitConfigTest {

  private static Part fraction(double fraction) {
    return new Part(fraction, Optional.empty(), Optional.empty());
  }

  @Test
  void defaults() {
    assertThat(with().split()).isEqualTo(new SplitConfig(fraction(0.5), fraction(0.15), false));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "split.train.fraction=0.3",
                    "split.validation.fraction=0.7",
                    "split.train-on-normal=true")
                .split())
        .isEqualTo(new SplitConfig(fraction(0.3), fraction(0.7), true));
    assertThat(with("split.train.until=2024-01-01", "split.validation.until=2024-02-01").split())
        .isEqualTo(
            new SplitConfig(
                new Part(0.5, Optional.of(Instant.parse("2024-01-01T00:00:00Z")), Optional.empty()),
                new Part(
                    0.15, Optional.of(Instant.parse("2024-02-01T00:00:00Z")), Optional.empty()),
                false));
    assertThat(with("split.train.first-points=100", "split.validation.first-points=50").split())
        .isEqualTo(
            new SplitConfig(
                new Part(0.5, Optional.empty(), Optional.of(100)),
                new Part(0.15, Optional.empty(), Optional.of(50)),
                false));
  }

  @Test
  void rejections() {
    assertRefused("split.train.fraction=0", "must be between 0 and 1");
    assertRefused("split.train.fraction=1", "must be between 0 and 1");
    assertRefused("split.validation.fraction=-0.1", "must be between 0 and 1");
    assertRefused("split.validation.fraction=0.51", "must leave room for split.train.fraction");
    assertRefused("split.train.until=soon", "must be an ISO-8601 time or date");
    assertRefused("split.train-on-normal=maybe", "must be true or false");
    assertRefused("split.train.first-points=1.5", "must be a whole number");
    assertRefusedTogether(
        "must be set for both train and validation", "split.train.first-points=5");
    assertRefusedTogether(
        "split.train.first-points = 0: must be at least 1",
        "split.train.first-points=0",
        "split.validation.first-points=1");
    assertRefusedTogether(
        "cannot be set beside first-points",
        "split.train.first-points=5",
        "split.validation.first-points=5",
        "split.train.until=2024-01-01");
    assertRefusedTogether(
        "split.validation.until = 2024-01-01T00:00:00Z: must be after split.train.until",
        "split.train.until=2024-01-01",
        "split.validation.until=2024-01-01");
  }

  private static void assertRefusedTogether(String message, String... settings) {
    Assertions.assertThatThrownBy(() -> with(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}

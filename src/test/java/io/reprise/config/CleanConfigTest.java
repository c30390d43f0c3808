package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.series.Aggregation;
import io.reprise.core.series.Duplicates;
import io.reprise.core.series.Filling;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CleanConfigTest {

  @Test
  void defaults() {
    assertThat(with().clean())
        .isEqualTo(
            new CleanConfig(
                Optional.empty(), Aggregation.MEAN, Duplicates.FIRST, Filling.LINEAR, 3, 0.1));
  }

  @Test
  void mapping() {
    assertThat(
            with(
                    "clean.period=90 seconds",
                    "clean.max-gap=0",
                    "clean.max-quarantined=1",
                    "clean.aggregate=last",
                    "clean.duplicates=mean",
                    "clean.fill=previous")
                .clean())
        .isEqualTo(
            new CleanConfig(
                Optional.of(Duration.ofSeconds(90)),
                Aggregation.LAST,
                Duplicates.MEAN,
                Filling.PREVIOUS,
                0,
                1));
  }

  @Test
  void rejections() {
    assertRefused("clean.period=999 ns", "must be at least one microsecond");
    assertRefused("clean.period=-1 minute", "must be at least one microsecond");
    assertRefused("clean.period=often", "must be a duration");
    assertRefused("clean.max-gap=-1", "must be from 0 to 65536 points");
    assertRefused("clean.max-gap=65537", "must be from 0 to 65536 points");
    assertRefused("clean.max-quarantined=1.01", "must be a fraction from 0 to 1");
    assertRefused("clean.max-quarantined=-0.1", "must be a fraction from 0 to 1");
    assertRefused("clean.max-quarantined=NaN", "must be a fraction from 0 to 1");
  }
}

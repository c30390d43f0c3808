package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.CleanConfig.Bounds;
import io.reprise.config.CleanConfig.Treatment;
import io.reprise.config.CleanConfig.Unreadable;
import io.reprise.config.CleanConfig.Values;
import io.reprise.core.cut.Aggregation;
import io.reprise.core.cut.Duplicates;
import io.reprise.core.cut.Filling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CleanConfigTest {

  @Test
  void defaults() {
    assertThat(with().clean())
        .isEqualTo(
            new CleanConfig(
                Optional.empty(),
                Aggregation.MEAN,
                Duplicates.FIRST,
                Filling.LINEAR,
                3,
                new Values(
                    Treatment.QUARANTINE,
                    Treatment.QUARANTINE,
                    Treatment.QUARANTINE,
                    Treatment.QUARANTINE,
                    Treatment.QUARANTINE),
                Map.of(),
                Optional.of(Duration.ofDays(1)),
                List.of("good", "ok", "192"),
                0.1,
                Unreadable.QUARANTINE));
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
                    "clean.fill=previous",
                    "clean.values.null=missing",
                    "clean.values.infinite=missing",
                    "clean.bounds={ temperature = [-40, 125.5], \"a.b\" = [0, 1] }",
                    "clean.future=null",
                    "clean.good-quality=[fine]",
                    "clean.unreadable=refuse")
                .clean())
        .isEqualTo(
            new CleanConfig(
                Optional.of(Duration.ofSeconds(90)),
                Aggregation.LAST,
                Duplicates.MEAN,
                Filling.PREVIOUS,
                0,
                new Values(
                    Treatment.MISSING,
                    Treatment.QUARANTINE,
                    Treatment.QUARANTINE,
                    Treatment.MISSING,
                    Treatment.QUARANTINE),
                Map.of("temperature", new Bounds(-40, 125.5), "a.b", new Bounds(0, 1)),
                Optional.empty(),
                List.of("fine"),
                1,
                Unreadable.REFUSE));
  }

  @Test
  void rejections() {
    assertRefused("clean.period=999 ns", "must be at least one microsecond");
    assertRefused("clean.period=-1 minute", "must be at least one microsecond");
    assertRefused("clean.period=often", "must be a duration");
    assertRefused("clean.max-gap=-1", "must be from 0 to 65536 points");
    assertRefused("clean.max-gap=65537", "must be from 0 to 65536 points");
    assertRefused("clean.values.nan=ignore", "must be one of quarantine, missing");
    assertRefused("clean.bounds.temperature=[1]", "must be the least and the greatest value");
    assertRefused("clean.bounds.temperature=[2, 1]", "must be the least and the greatest value");
    assertRefused("clean.bounds.temperature=[a, b]", "must be the least and the greatest value");
    assertRefused("clean.future=-1 day", "must not be negative");
    assertRefused("clean.max-quarantined=1.01", "must be a fraction from 0 to 1");
    assertRefused("clean.max-quarantined=-0.1", "must be a fraction from 0 to 1");
    assertRefused("clean.max-quarantined=NaN", "must be a fraction from 0 to 1");
  }

  /** HOCON makes the longest duration that it can hold of them, 292 years. */
  @Test
  void durationsThatHoconCannotHoldAreRefused() {
    assertRefused("clean.period=300000 days", "must be a duration of at most 292 years");
    assertRefused("clean.future=300000 days", "must be a duration of at most 292 years");
    assertRefused("clean.future=1e9 days", "must be a duration of at most 292 years");
    assertRefused("clean.period=-300000 days", "must be a duration of at most 292 years");
    assertRefused("clean.period=1.5", "must be a duration");
    assertThat(with("clean.future=100000 days").clean().future())
        .contains(Duration.ofDays(100_000));
  }

  @Test
  void periodsAreWholeMicrosecondsWithinAYear() {
    assertRefused("clean.period=367 days", "must be at most 366 days");
    assertRefused("clean.period=1500 ns", "must be whole microseconds");
    assertThat(with("clean.period=366 days").clean().period()).contains(Duration.ofDays(366));
  }
}

package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.series.Aggregation;
import io.reprise.core.series.Duplicates;
import io.reprise.core.series.Filling;
import java.time.Duration;
import java.util.Optional;

/** What is mended, and how much may be rejected. */
public record CleanConfig(
    Optional<Duration> period,
    Aggregation aggregate,
    Duplicates duplicates,
    Filling fill,
    int maxGap,
    double maxQuarantined) {

  public CleanConfig {
    require(
        period.isEmpty() || period.get().compareTo(Duration.ofNanos(1000)) >= 0,
        "clean.period",
        period.orElse(null),
        "must be at least one microsecond");
    require(
        maxGap >= 0 && maxGap <= 1 << 16,
        "clean.max-gap",
        maxGap,
        "must be from 0 to 65536 points");
    require(
        maxQuarantined >= 0 && maxQuarantined <= 1,
        "clean.max-quarantined",
        maxQuarantined,
        "must be a fraction from 0 to 1");
  }
}

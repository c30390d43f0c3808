package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.cut.Aggregation;
import io.reprise.core.cut.Duplicates;
import io.reprise.core.cut.Filling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How rows are cleaned, and how many may be rejected. */
public record CleanConfig(
    Optional<Duration> period,
    Aggregation aggregate,
    Duplicates duplicates,
    Filling fill,
    int maxGap,
    Values values,
    Map<String, Bounds> bounds,
    Optional<Duration> future,
    List<String> goodQuality,
    double maxQuarantined,
    Unreadable unreadable) {

  private static final Duration LONGEST_PERIOD = Duration.ofDays(366);
  private static final int NANOSECONDS = 1000;

  /** What happens to a broken value: its whole row is rejected, or the value alone is missing. */
  public enum Treatment {
    QUARANTINE,
    MISSING
  }

  /** What happens to a file that cannot be read: it is set aside, or the archive is refused. */
  public enum Unreadable {
    QUARANTINE,
    REFUSE
  }

  /** What happens to each kind of broken value. */
  public record Values(
      Treatment absent,
      Treatment unparsable,
      Treatment notANumber,
      Treatment infinite,
      Treatment outOfBounds) {

    private static Values of(Keys keys) {
      return new Values(
          keys.choice("clean.values.null", Treatment.class),
          keys.choice("clean.values.unparsable", Treatment.class),
          keys.choice("clean.values.nan", Treatment.class),
          keys.choice("clean.values.infinite", Treatment.class),
          keys.choice("clean.values.out-of-bounds", Treatment.class));
    }
  }

  /** The least and the greatest value that a feature can have. */
  public record Bounds(double least, double greatest) {

    public Bounds {
      if (!(least <= greatest)) {
        throw new IllegalArgumentException("%s is above %s".formatted(least, greatest));
      }
    }
  }

  public CleanConfig {
    bounds = Map.copyOf(bounds);
    goodQuality = List.copyOf(goodQuality);
    require(
        future.isEmpty() || !future.get().isNegative(),
        "clean.future",
        future.orElse(null),
        "must not be negative");
    require(
        period.isEmpty() || period.get().compareTo(Duration.ofNanos(1000)) >= 0,
        "clean.period",
        period.orElse(null),
        "must be at least one microsecond");
    require(
        period.isEmpty() || period.get().compareTo(LONGEST_PERIOD) <= 0,
        "clean.period",
        period.orElse(null),
        "must be at most 366 days");
    require(
        period.isEmpty() || period.get().toNanos() % NANOSECONDS == 0,
        "clean.period",
        period.orElse(null),
        "must be whole microseconds, which is what times are counted in");
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

  static CleanConfig of(Keys keys) {
    return new CleanConfig(
        keys.optional("clean.period", Keys::duration),
        keys.choice("clean.aggregate", Aggregation.class),
        keys.choice("clean.duplicates", Duplicates.class),
        keys.choice("clean.fill", Filling.class),
        keys.integer("clean.max-gap"),
        Values.of(keys),
        keys.bounds("clean.bounds"),
        keys.optional("clean.future", Keys::duration),
        keys.texts("clean.good-quality"),
        keys.number("clean.max-quarantined"),
        keys.choice("clean.unreadable", Unreadable.class));
  }
}

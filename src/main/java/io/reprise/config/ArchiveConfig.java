package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.series.Span;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the archive is and how to read it. */
public record ArchiveConfig(
    Optional<String> path,
    Format format,
    Layout layout,
    Map<String, String> options,
    Columns columns,
    List<String> normalLabels,
    Optional<Instant> from,
    Optional<Instant> to) {

  public enum Format {
    PARQUET,
    CSV;

    /** The name by which Spark knows it. */
    public String sparkName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public enum Layout {
    WIDE,
    SEQUENCES
  }

  public record Columns(
      Optional<String> series, Optional<String> time, List<String> features, Optional<String> label)
      implements Serializable {}

  public ArchiveConfig {
    require(
        from.isEmpty() || to.isEmpty() || from.get().isBefore(to.get()),
        "archive.from",
        from.orElse(null),
        "must be before archive.to");
    options = Map.copyOf(options);
    normalLabels = List.copyOf(normalLabels);
  }

  public String requiredPath() {
    return path.orElseThrow(
        () ->
            new ConfigurationException(
                "archive.path is not set: name the archive with --set archive.path=PATH."));
  }

  public boolean sequences() {
    return layout == Layout.SEQUENCES;
  }

  /** The times that are read. */
  public Span span() {
    return new Span(
        from.map(ArchiveConfig::micros).orElse(Span.ALL.from()),
        to.map(ArchiveConfig::micros).orElse(Span.ALL.to()));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}

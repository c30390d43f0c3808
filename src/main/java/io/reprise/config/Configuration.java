package io.reprise.config;

import io.reprise.core.series.DatePart;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The whole configuration of a run, checked. {@code resolved} is its text in HOCON, with secrets
 * hidden.
 */
public record Configuration(
    ArchiveConfig archive,
    Optional<ArchiveConfig> reference,
    IngestConfig ingest,
    CleanConfig clean,
    WindowConfig window,
    SplitConfig split,
    NormalizeConfig normalize,
    NetworkConfig network,
    TrainingConfig training,
    ScoringConfig scoring,
    ThresholdConfig threshold,
    ReportConfig report,
    GenerateConfig generate,
    RetentionConfig retention,
    String outputPath,
    Resolved resolved) {

  /** The errors by step of a chunk's windows lie in memory at once: 1 GB. */
  private static final long MOST_STEPS = 1L << 28;

  private static final long MOST_COPIES = 10_000;

  private static final Pattern PATTERN = Pattern.compile("[{}\\[\\]*?\\\\]");

  public Configuration {
    ConfigurationException.require(
        archive.sequences() || window.length() > 0,
        "window.length",
        window.length(),
        "the wide layout needs windows of at least 1 point");
    ConfigurationException.require(
        archive.sequences() || stepsOfChunk(ingest, window) <= MOST_STEPS,
        "ingest.chunk",
        ingest.chunk(),
        "the windows that start in a chunk have %,d steps together, more than %,d; lower it, or raise window.stride"
            .formatted(stepsOfChunk(ingest, window), MOST_STEPS));
    long copies = archive.sequences() ? 0 : copies(ingest, window, clean);
    ConfigurationException.require(
        copies <= MOST_COPIES,
        "ingest.chunk",
        ingest.chunk(),
        "each point would lie in %,d chunks, more than %,d, for a chunk reaches window.length and clean.max-gap into its neighbours; raise it, or set a longer ingest.partition"
            .formatted(copies, MOST_COPIES));
    ConfigurationException.require(
        !archive.sequences() || threshold.scope() == ThresholdConfig.Scope.GLOBAL,
        "threshold.scope",
        "series",
        "sequences have one threshold for all; set global");
    ConfigurationException.require(
        reference.isEmpty() || reference.get().sequences() == archive.sequences(),
        "reference.layout",
        reference.map(ArchiveConfig::layout).orElse(null),
        "must be sequences where archive.layout is, and nowhere else");
    ConfigurationException.require(
        !archive.sequences() || threshold.level() != ThresholdConfig.Level.BOTH,
        "threshold.level",
        "both",
        "sequences are scored whole or by step; set sequence or point");
    ConfigurationException.require(
        !outputPath.isBlank(), "output.path", "\"\"", "must name a directory");
    ConfigurationException.require(
        !PATTERN.matcher(outputPath).find(),
        "output.path",
        outputPath,
        "must hold none of { } [ ] * ? \\, which Spark takes for patterns of names");
    ConfigurationException.require(
        !generate.beforeAudit() || archive.path().orElse("").startsWith(outputPath + "/"),
        "generate.before-audit",
        true,
        "overwrites archive.path, which must lie under output.path");
  }

  /** Chunks that hold a point, in their own part or in a halo. */
  private static long copies(IngestConfig ingest, WindowConfig window, CleanConfig clean) {
    long reach = window.length() + (long) clean.maxGap();
    long ofPart =
        clean
            .period()
            .map(period -> leastLength(ingest.partition()).dividedBy(period))
            .orElse(Long.MAX_VALUE);
    return 2 * reach / Math.max(1, Math.min(ingest.chunk(), ofPart)) + 1;
  }

  private static Duration leastLength(DatePart part) {
    return Duration.ofDays(
        switch (part) {
          case DAY -> 1;
          case MONTH -> 28;
          case YEAR -> 365;
        });
  }

  private static long stepsOfChunk(IngestConfig ingest, WindowConfig window) {
    long windows = (ingest.chunk() + window.stride() - 1L) / window.stride();
    return windows * window.length();
  }

  /** The same with another archive. */
  public Configuration withArchive(ArchiveConfig other) {
    return new Configuration(
        other,
        Optional.empty(),
        ingest,
        clean,
        window,
        split,
        normalize,
        network,
        training,
        scoring,
        threshold,
        report,
        generate,
        retention,
        outputPath,
        resolved);
  }
}

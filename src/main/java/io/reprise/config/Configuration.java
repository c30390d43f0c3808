package io.reprise.config;

import java.util.Optional;

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
    String outputPath,
    Resolved resolved) {

  /** The errors by step of a chunk's windows lie in memory at once: 1 GB. */
  private static final long MOST_STEPS = 1L << 28;

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
        !generate.beforeAudit() || archive.path().orElse("").startsWith(outputPath + "/"),
        "generate.before-audit",
        true,
        "overwrites archive.path, which must lie under output.path");
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
        outputPath,
        resolved);
  }
}

package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.network.Detector;
import io.reprise.core.series.Smoothing;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many windows are replayed at once, which ones, how features and points add up to errors,
 * whose errors count, and what is written besides the errors.
 *
 * @param smooth neighbouring points, an odd number, whose errors are averaged
 * @param detector empty to let it follow from the archive
 */
public record ScoringConfig(
    int batch,
    Splits splits,
    Weights weights,
    int smooth,
    Optional<Detector> detector,
    Set<Output> outputs) {

  /** How much each feature counts. */
  public enum Weights {
    NONE,
    DEVIATION
  }

  public enum Splits {
    JUDGED,
    ALL
  }

  public enum Output {
    RECONSTRUCTION,
    EMBEDDING;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int SERIES_SMOOTH = 9;

  public ScoringConfig {
    require(
        batch > 0 && batch <= 1 << 16, "scoring.batch", batch, "must be from 1 to 65536 windows");
    require(
        smooth % 2 == 1 && smooth > 0 && smooth <= Smoothing.MOST_POINTS,
        "scoring.smooth",
        smooth,
        "must be odd, from 1 (no averaging) to " + Smoothing.MOST_POINTS);
    require(
        !detector.equals(Optional.of(Detector.BOTH)) || weights == Weights.DEVIATION,
        "scoring.detector",
        "both",
        "needs scoring.weights = deviation, for only weights make the two errors alike");
    outputs = Collections.unmodifiableSet(new TreeSet<>(outputs));
  }

  /** What goes on for some points stands out in a series; in a sequence each step is looked at. */
  static int smooth(Keys keys) {
    return keys.optional("scoring.smooth", Keys::integer)
        .orElseGet(
            () ->
                ArchiveConfig.Layout.of(keys) == ArchiveConfig.Layout.SEQUENCES
                    ? 1
                    : SERIES_SMOOTH);
  }

  static ScoringConfig of(Keys keys) {
    return new ScoringConfig(
        keys.integer("scoring.batch"),
        keys.choice("scoring.splits", Splits.class),
        keys.choice("scoring.weights", Weights.class),
        smooth(keys),
        keys.optional("scoring.detector", (all, key) -> all.choice(key, Detector.class)),
        keys.choices("scoring.outputs", Output.class));
  }
}

package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How many windows are replayed at once, which ones, and what is written besides the errors. */
public record ScoringConfig(int batch, Splits splits, Set<Output> outputs) {

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

  public ScoringConfig {
    require(
        batch > 0 && batch <= 1 << 16, "scoring.batch", batch, "must be from 1 to 65536 windows");
    outputs = Collections.unmodifiableSet(new TreeSet<>(outputs));
  }

  static ScoringConfig of(Keys keys) {
    return new ScoringConfig(
        keys.integer("scoring.batch"),
        keys.choice("scoring.splits", Splits.class),
        keys.choices("scoring.outputs", Output.class));
  }
}

package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

/** How much is replayed at once, and what. */
public record ScoringConfig(int batch, Splits splits) {

  public enum Splits {
    JUDGED,
    ALL
  }

  public ScoringConfig {
    require(
        batch > 0 && batch <= 1 << 16, "scoring.batch", batch, "must be from 1 to 65536 windows");
  }
}

package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

/** How series are cut. */
public record IngestConfig(int chunk) {

  public IngestConfig {
    require(
        chunk > 0 && chunk <= 1 << 20, "ingest.chunk", chunk, "must be from 1 to 1048576 points");
  }
}

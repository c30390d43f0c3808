package io.reprise.config;

import static io.reprise.config.ConfigurationException.require;

import io.reprise.core.series.DatePart;

/** How series are cut into chunks, and which part of the calendar is replaced at once. */
public record IngestConfig(int chunk, DatePart partition) {

  public IngestConfig {
    require(
        chunk > 0 && chunk <= 1 << 20, "ingest.chunk", chunk, "must be from 1 to 1048576 points");
  }

  static IngestConfig of(Keys keys) {
    return new IngestConfig(
        keys.integer("ingest.chunk"), keys.choice("ingest.partition", DatePart.class));
  }
}

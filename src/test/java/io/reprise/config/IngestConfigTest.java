package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.core.series.DatePart;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

  @Test
  void defaults() {
    assertThat(with().ingest()).isEqualTo(new IngestConfig(4096, DatePart.DAY));
  }

  @Test
  void mapping() {
    assertThat(with("ingest.chunk=1", "ingest.partition=month").ingest())
        .isEqualTo(new IngestConfig(1, DatePart.MONTH));
    assertThat(with("ingest.chunk=1048576").ingest())
        .isEqualTo(new IngestConfig(1 << 20, DatePart.DAY));
  }

  @Test
  void rejections() {
    assertRefused("ingest.chunk=0", "must be from 1 to 1048576 points");
    assertRefused("ingest.chunk=1048577", "must be from 1 to 1048576 points");
    assertRefused("ingest.chunk=10.5", "must be a whole number");
    assertRefused("ingest.chunk=many", "must be a whole number");
    assertRefused("ingest.chunk=3000000000", "must be a whole number");
    assertRefused("ingest.partition=week", "must be one of day, month, year");
    assertRefused("ingest.chunk=null", "must be a whole number");
  }
}

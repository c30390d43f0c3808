package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void theWindowsOfAChunkMustFitIntoMemory() {
    assertThatThrownBy(() -> with("ingest.chunk=1048576", "window.length=12000", "window.stride=1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("ingest.chunk = 1048576: the windows that start in a chunk have ")
        .hasMessageEndingWith("lower it, or raise window.stride.");
    assertThat(with("window.length=65536", "window.stride=1").ingest().chunk()).isEqualTo(4096);
  }

  @Test
  void aPointLiesInAFewChunksOnly() {
    assertThatThrownBy(() -> with("ingest.chunk=1", "window.length=60000", "window.stride=60000"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("ingest.chunk = 1: each point would lie in 120,007 chunks")
        .hasMessageEndingWith("raise it, or set a longer ingest.partition.");
    String[] rare = {"clean.period=30 days", "window.length=10000"};
    assertThatThrownBy(() -> with(rare)).hasMessageContaining("would lie in 20,007 chunks");
    assertThat(with(rare[0], rare[1], "ingest.partition=year").window().length()).isEqualTo(10_000);
  }
}

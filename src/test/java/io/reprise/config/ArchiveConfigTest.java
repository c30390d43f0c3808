package io.reprise.config;

import static io.reprise.config.Settings.assertRefused;
import static io.reprise.config.Settings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.config.ArchiveConfig.Columns;
import io.reprise.config.ArchiveConfig.Format;
import io.reprise.config.ArchiveConfig.Intervals;
import io.reprise.config.ArchiveConfig.Layout;
import io.reprise.config.ArchiveConfig.Times;
import io.reprise.core.series.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchiveConfigTest {

  @Test
  void defaults() {
    ArchiveConfig archive = with().archive();

    assertThat(archive)
        .isEqualTo(
            new ArchiveConfig(
                Optional.empty(),
                Format.PARQUET,
                Layout.WIDE,
                Map.of(),
                Map.of(),
                new Columns(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                false,
                new Times(new TimeFormat.Standard(), ZoneId.of("UTC")),
                List.of("0"),
                new Intervals(Optional.empty(), "csv", "series", "start", "end"),
                Optional.empty(),
                Optional.empty()));
    assertThat(archive.span()).isEqualTo(Span.ALL);
    assertThat(archive.sequences()).isFalse();
    Assertions.assertThatThrownBy(archive::requiredPath)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--set archive.path=PATH");
  }

  @Test
  void mapping() {
    ArchiveConfig archive =
        with(
                "archive.path=/data/pumps",
                "archive.format=csv",
                "archive.layout=sequences",
                "archive.options.sep=\";\"",
                "archive.options.maxColumns=7",
                "archive.derived.x=a * 2",
                "archive.columns.series=machine",
                "archive.columns.time=at",
                "archive.columns.features=[v1..v140, x]",
                "archive.columns.label=fault",
                "archive.columns.quality=status",
                "archive.columns.date=day",
                "archive.time-format=milliseconds",
                "archive.time-zone=Europe/Berlin",
                "archive.normal-labels=[\"1\", ok]",
                "archive.from=1969-12-31",
                "archive.to=\"2024-01-31T06:00:00.000001Z\"")
            .archive();

    assertThat(archive)
        .isEqualTo(
            new ArchiveConfig(
                Optional.of("/data/pumps"),
                Format.CSV,
                Layout.SEQUENCES,
                Map.of("sep", ";", "maxColumns", "7"),
                Map.of("x", "a * 2"),
                new Columns(
                    Optional.of("machine"),
                    Optional.of("at"),
                    List.of("v1..v140", "x"),
                    Optional.of("fault"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("status"),
                    Optional.of("day")),
                false,
                new Times(
                    new TimeFormat.Epoch(TimeFormat.Unit.MILLISECONDS), ZoneId.of("Europe/Berlin")),
                List.of("1", "ok"),
                new Intervals(Optional.empty(), "csv", "series", "start", "end"),
                Optional.of(Instant.parse("1969-12-31T00:00:00Z")),
                Optional.of(Instant.parse("2024-01-31T06:00:00.000001Z"))));
    assertThat(archive.span()).isEqualTo(new Span(-86_400_000_000L, 1_706_680_800_000_001L));
    assertThat(archive.requiredPath()).isEqualTo("/data/pumps");
    assertThat(archive.source()).isEqualTo("archive.path = /data/pumps");
  }

  @Test
  void formats() {
    assertThat(with("archive.format=CSV").archive().format()).isEqualTo(Format.CSV);
    assertThat(with("archive.format=json").archive().format().known()).isTrue();
    assertThat(with("archive.format=arff").archive().format().own()).isTrue();
    Format other = with("archive.format=com.example.Tables").archive().format();
    assertThat(other.name()).isEqualTo("com.example.Tables");
    assertThat(other.known()).isFalse();
    assertThat(with("archive.format=iceberg").archive().source())
        .isEqualTo("archive.format = iceberg");
    Assertions.assertThatThrownBy(() -> with("archive.format=ucr"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("archive.layout must be sequences");
  }

  @Test
  void optionsKeepTheirNames() {
    assertThat(
            with(
                    "archive.options.\"a.b\"=1",
                    "archive.options.\"two words\"=2",
                    "archive.options.c.d=3")
                .archive()
                .options())
        .isEqualTo(Map.of("a.b", "1", "two words", "2", "c.d", "3"));
  }

  @Test
  void rejections() {
    assertRefused("archive.format=\" \"", "must name a format");
    assertRefused("archive.format=null", "must be a text");
    assertRefused("archive.layout=deep", "must be one of wide, tall, sequences");
    Assertions.assertThatThrownBy(
            () -> with("archive.series-by-file=true", "archive.columns.series=pump"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("archive.series-by-file")
        .hasMessageContaining("is for points without archive.columns.series");
    assertRefused("archive.path=[a]", "must be a text");
    assertRefused("archive.options=5", "must be a section");
    assertRefused("archive.columns.features=x", "must be a list of texts");
    assertRefused("archive.normal-labels=0", "must be a list of texts");
    assertRefused("archive.from=yesterday", "must be an ISO-8601 time or date");
    assertRefused("archive.from=2024-02-30", "must be an ISO-8601 time or date");
    Assertions.assertThatThrownBy(() -> with("archive.from=2024-01-02", "archive.to=2024-01-02"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("archive.from = 2024-01-02T00:00:00Z: must be before archive.to.");
  }
}

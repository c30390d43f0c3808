package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people name by mistake is refused with a sentence, never with a trace. */
@ExtendWith(SparkExtension.class)
class ForeseeableInputTest {

  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    bench = new Workbench(session, directory);
  }

  private void assertRefused(String message, String... settings) {
    assertThatThrownBy(() -> bench.ingest(bench.configuration(settings)))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(message);
  }

  private void json(String... lines) throws IOException {
    Files.createDirectories(bench.archive());
    Files.write(bench.archive().resolve("a.json"), List.of(lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo://bucket/x", "/tmp/[", "/tmp/{a", "/nowhere/x"})
  void aPathThatIsNone(String path) {
    assertRefused("archive.path = " + path, "archive.path=\"" + path + "\"");
  }

  /** The local disk under a name that Spark's session does not know. */
  public static final class OwnFiles extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create("own:///");
    }
  }

  @Test
  void aFileSystemThatOnlyTheOptionsKnow(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("a.csv");
    List<String> lines = new ArrayList<>(List.of("time,value"));
    for (int minute = 0; minute < 8; minute++) {
      lines.add("2024-01-01T00:0%d:00Z,%d".formatted(minute, minute));
    }
    Files.write(file, lines);

    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.path=\"own:" + file + "\"",
                "archive.format=csv",
                "archive.options.\"fs.own.impl\"=\"" + OwnFiles.class.getName() + "\"",
                "clean.period=1 minute"));

    assertThat(table.manifest().archive().rowsKept()).isEqualTo(8);
  }

  @Test
  void aFormatThatIsNone() {
    bench.csv("time,x", "2024-01-01T00:00:00Z,1");
    assertRefused("archive.format = 50%: Spark has no such format", "archive.format=\"50%\"");
  }

  @ParameterizedTest
  @CsvSource({"sep, ''", "mode, SOMETIMES", "encoding, klingon"})
  void anOptionThatIsNone(String name, String value) {
    bench.csv("time,x", "2024-01-01T00:00:00Z,1", "2024-01-01T00:01:00Z,2");
    try {
      SeriesTable table =
          bench.ingest(
              bench.configuration(
                  "archive.format=csv",
                  "archive.options." + name + "=\"" + value + "\"",
                  "window.length=2",
                  "window.stride=1"));
      assertThat(table.manifest().archive().rowsKept()).as("Spark ignores it").isEqualTo(2);
    } catch (InputRefusedException e) {
      assertThat(e).hasMessageContaining("archive.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{\"a\": 1}"})
  void aLabelThatIsNoText(String label) throws IOException {
    json("{\"time\": \"2024-01-01T00:00:00Z\", \"x\": 1, \"label\": %s}".formatted(label));
    assertRefused(
        "archive.columns.label: column label is",
        "archive.format=json",
        "archive.columns.label=label");
  }

  @Test
  void aLabelThatIsADate(@TempDir Path other) {
    bench.csv("time,x", "2024-01-01T00:00:00Z,1", "2024-01-01T00:01:00Z,2");
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.format=csv",
                "archive.columns.label=day",
                "archive.derived.day=\"cast(time as date)\"",
                "archive.columns.time=time",
                "archive.columns.features=[x]",
                "archive.normal-labels=[\"2024-01-01\"]",
                "window.length=2",
                "window.stride=1"));
    assertThat(Workbench.chunks(table).get(0).label(0, 2)).isZero();
  }

  @Test
  void aKeyThatIsTwiceInALine() throws IOException {
    json(
        "{\"time\": \"2024-01-01T00:00:00Z\", \"x\": 1}",
        "{\"time\": \"2024-01-01T00:01:00Z\", \"x\": 2}");
    Files.writeString(
        bench.archive().resolve("b.json"),
        "{\"time\": \"2024-01-01T00:00:00Z\", \"x\": 1, \"x\": 2}\n");
    assertRefused("b.json", "archive.format=json", "clean.unreadable=refuse");
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.format=json",
                "clean.max-quarantined=0.5",
                "window.length=2",
                "window.stride=1"));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(2);
  }

  @Test
  void aColonInAName() throws IOException {
    bench.csv("time,x", "2024-01-01T00:00:00Z,1", "2024-01-01T00:01:00Z,2");
    Files.copy(bench.archive().resolve("part.csv"), bench.archive().resolve("a:b.csv"));
    SeriesTable table =
        bench.ingest(
            bench.configuration(
                "archive.format=csv",
                "clean.max-quarantined=0.5",
                "window.length=2",
                "window.stride=1"));
    assertThat(table.manifest().archive().rowsKept()).isEqualTo(2);
    assertThat(bench.quarantine().first().<String>getAs("row"))
        .isEqualTo("Hadoop cannot open a name with a colon");
  }
}

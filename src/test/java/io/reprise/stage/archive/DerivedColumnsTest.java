package io.reprise.stage.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.series.Chunk;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DerivedColumnsTest {

  private static final List<String> CSV =
      List.of(
          "archive.format=csv",
          "clean.period=1 minute",
          "window.length=2",
          "window.stride=1",
          "archive.columns.time=time",
          "archive.columns.features=[celsius]");

  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) throws IOException {
    bench = new Workbench(session, directory);
    Files.createDirectories(bench.archive());
    Files.writeString(
        bench.archive().resolve("oven.csv"),
        """
        time,fahrenheit,state
        2024-01-01T00:00:00Z,32,run
        2024-01-01T00:01:00Z,212,idle
        2024-01-01T00:02:00Z,50,fault
        """);
  }

  private SeriesTable ingest(String... more) {
    String[] settings = new String[CSV.size() + more.length];
    CSV.toArray(settings);
    System.arraycopy(more, 0, settings, CSV.size(), more.length);
    return bench.ingest(bench.configuration(settings));
  }

  @Test
  void expressionsMakeFeaturesAndLabels() {
    SeriesTable table =
        ingest(
            "archive.derived.celsius=\"(fahrenheit - 32) / 1.8\"",
            "archive.derived.broken=\"state not in ('run', 'idle')\"",
            "archive.columns.label=broken",
            "archive.normal-labels=[\"false\"]");

    Chunk chunk = table.chunks().first().chunk();

    assertThat(chunk.series()).isEqualTo("archive");
    assertThat(chunk.count()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      int point = chunk.before() + i;
      assertThat(chunk.values()[point]).isEqualTo(new float[] {0, 100, 10}[i]);
      assertThat(chunk.label(point, point + 1)).isEqualTo(i == 2 ? 1 : 0);
    }
  }

  @Test
  void refusesWhatSparkCannotCompute() {
    assertThatThrownBy(() -> ingest("archive.derived.celsius=\"fahrenheit -\""))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.derived.celsius = fahrenheit - is no expression");
    assertThatThrownBy(() -> ingest("archive.derived.celsius=\"kelvin - 273.15\""))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.derived.celsius = kelvin - 273.15")
        .hasMessageContaining("mend it");
  }

  @Test
  void refusesTheNameOfAColumn() {
    assertThatThrownBy(() -> ingest("archive.derived.State=upper(state)"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.derived.State: the archive has a column of that name");
  }

  @Test
  void functionsThatRunCodeAreRefused() {
    for (String function : List.of("java_method", "reflect", "try_reflect")) {
      assertThatThrownBy(
              () ->
                  ingest(
                      "archive.derived.celsius=\"float(%s('java.lang.System', 'nanoTime'))\""
                          .formatted(function)))
          .isInstanceOf(InputRefusedException.class)
          .hasMessage(
              "archive.derived.celsius calls %s, which can run any code; use another function.",
              function);
    }
  }
}

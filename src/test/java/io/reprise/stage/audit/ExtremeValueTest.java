package io.reprise.stage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ExtremeValueTest {

  /** One value of 1e38 among the sines that the model learns from. */
  @Test
  void aValueThatDwarfsAllOthersIsWarnedOf(SparkSession session, @TempDir Path directory)
      throws Exception {
    Workbench bench = new Workbench(session, directory);
    List<String> lines = new ArrayList<>(List.of("time,speed"));
    for (int minute = 0; minute < 600; minute++) {
      String value = minute == 100 ? "1e38" : "%.4f".formatted(Math.sin(minute / 5.0));
      lines.add("2024-01-01T%02d:%02d:00Z,%s".formatted(minute / 60, minute % 60, value));
    }
    bench.csv(lines.toArray(String[]::new));

    bench.audit("extreme", bench.configuration("archive.format=csv", "clean.period=1 minute"));

    JsonNode report = bench.report("extreme");
    assertThat(report.at("/warnings/0").asText())
        .startsWith("The replay of speed is far worse than its mean would be (R² -");
    assertThat(report.toString()).doesNotContain("Infinity", "NaN");
  }
}

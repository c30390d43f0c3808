package io.reprise.stage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.reprise.core.plan.ArchiveSize;
import io.reprise.core.plan.Shares;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
@Tag("once")
class ArchiveSurveyTest {

  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    bench = new Workbench(session, directory);
  }

  private IngestStage.Survey survey(String... settings) {
    List<String> all = new ArrayList<>(List.of("archive.format=csv"));
    all.addAll(List.of(settings));
    return new IngestStage(bench.context(bench.configuration(all.toArray(String[]::new)))).survey();
  }

  /** Three series with a point a minute; the last row has a broken time. */
  private void writeWide() {
    List<String> lines = new ArrayList<>(List.of("pump,time,a,b"));
    for (String pump : List.of("p1", "p2", "p3")) {
      for (int minute = 0; minute < 100; minute++) {
        lines.add(
            "%s,2024-01-01T%02d:%02d:00Z,%d,1".formatted(pump, minute / 60, minute % 60, minute));
      }
    }
    lines.add("p1,never,1,1");
    bench.csv(lines.toArray(String[]::new));
  }

  @Test
  void aSmallArchiveIsCounted() {
    writeWide();
    IngestStage.Survey survey =
        survey(
            "archive.columns.series=pump",
            "split.train.until=\"2024-01-01T00:40:00Z\"",
            "split.validation.until=\"2024-01-01T01:00:00Z\"");
    ArchiveSize size = survey.size();
    assertThat(size.whole()).isTrue();
    assertThat(size.rows()).isEqualTo(301);
    assertThat(size.series()).isEqualTo(3);
    assertThat(size.points()).isEqualTo(300);
    assertThat(size.features()).isEqualTo(2);
    assertThat(survey.shares().training()).isEqualTo(0.4, offset(1e-9));
    assertThat(survey.shares().validation()).isEqualTo(0.2, offset(1e-9));
    assertThat(survey.rowsCut()).isPositive();
  }

  @Test
  void aLongerPeriodMakesFewerPoints() {
    writeWide();
    ArchiveSize size = survey("archive.columns.series=pump", "clean.period=5 minutes").size();
    assertThat(size.points()).isEqualTo(60);
  }

  @Test
  void aTallRowIsOneValueOfAPoint() {
    List<String> lines = new ArrayList<>(List.of("pump,metric,time,value"));
    for (int minute = 0; minute < 60; minute++) {
      for (String metric : List.of("x", "y", "z")) {
        lines.add("p1,%s,2024-01-01T00:%02d:00Z,%d".formatted(metric, minute, minute));
      }
    }
    bench.csv(lines.toArray(String[]::new));
    ArchiveSize size =
        survey(
                "archive.layout=tall",
                "archive.columns.series=pump",
                "archive.columns.metric=metric",
                "archive.columns.value=value")
            .size();
    assertThat(size.features()).isEqualTo(3);
    assertThat(size.rows()).isEqualTo(180);
    assertThat(size.points()).isEqualTo(60);
  }

  @Test
  void aSequenceIsARow() {
    List<String> lines = new ArrayList<>(List.of("v1,v2,v3,v4"));
    for (int row = 0; row < 50; row++) {
      lines.add("1,2,%d,4".formatted(row));
    }
    bench.csv(lines.toArray(String[]::new));
    IngestStage.Survey survey =
        survey("archive.layout=sequences", "archive.columns.features=[v1..v4]", "window.length=0");
    assertThat(survey.size().sequences()).isTrue();
    assertThat(survey.size().series()).isEqualTo(50);
    assertThat(survey.shares()).isEqualTo(Shares.of(0.5, 0.15));
  }

  @Test
  void rowsOfALongTextAreEstimatedFromItsLength() {
    String[] lines =
        IntStream.range(0, 1_100_001)
            .mapToObj(i -> i == 0 ? "time,a" : (1_704_067_200L + i) + "," + i % 10)
            .toArray(String[]::new);
    bench.csv(lines);
    ArchiveSize size = survey("archive.time-format=seconds").size();
    assertThat(size.whole()).isFalse();
    assertThat(size.rows()).isCloseTo(1_100_000, withinPercentage(5));
  }

  @Test
  void whatIngestRefusesIsRefusedHereToo() {
    bench.csv("time,a", "2024-01-01T00:00:00Z,1");
    assertThatThrownBy(() -> survey("archive.columns.features=[b]"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("archive.columns.features");
    assertThatThrownBy(() -> survey("archive.path=" + bench.output().resolve("nowhere")))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("there is nothing there");
  }

  @Test
  void aSampleIsSpreadOverTheArchive() {
    int tasks = 100;
    int[] chosen =
        IntStream.range(0, tasks).filter(task -> RowSample.isChosen(task, tasks)).toArray();
    assertThat(chosen).hasSize(RowSample.MOST_TASKS);
    assertThat(chosen[chosen.length - 1]).isEqualTo(tasks - 1);
    assertThat(IntStream.range(0, 5).filter(task -> RowSample.isChosen(task, 5))).hasSize(5);
  }
}

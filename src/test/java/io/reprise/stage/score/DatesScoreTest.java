package io.reprise.stage.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.config.ConfigurationException;
import io.reprise.core.network.Bundle;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresManifest;
import io.reprise.stage.table.ScoresManifest.DateScores;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.ScoresTable.Rows;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.train.TrainStage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scores that grow date by date, and whose dates are replaced one by one. */
@Tag("once")
@ExtendWith(SparkExtension.class)
class DatesScoreTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 2, 28);
  private static final String ALL_OUTPUTS = "scoring.outputs=[reconstruction, embedding]";

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  /** Two series, a row every half hour, with a gap over the second midnight. */
  private void archive(int days, double offsetOfSecondDay) {
    List<String> lines = new ArrayList<>(List.of("name,time,value"));
    for (String series : List.of("a", "b")) {
      for (int row = 0; row < days * 48; row++) {
        if (row >= 93 && row < 99) {
          continue;
        }
        Instant time = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(1800L * row);
        double offset = row / 48 == 1 ? offsetOfSecondDay : 0;
        lines.add("%s,%s,%s".formatted(series, time, offset + Math.sin(0.3 * row)));
      }
    }
    bench.csv(lines.toArray(String[]::new));
  }

  private StageContext context(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.format=csv",
                "archive.columns.series=name",
                "clean.period=30 minutes",
                "ingest.chunk=20",
                "scoring.splits=all"));
    all.addAll(List.of(settings));
    return bench.context(bench.configuration(all.toArray(String[]::new)));
  }

  private static String[] day(int day, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "archive.from=" + FIRST.plusDays(day), "archive.to=" + FIRST.plusDays(day + 1)));
    all.addAll(List.of(settings));
    return all.toArray(String[]::new);
  }

  private SeriesTable ingest(String id) {
    SeriesTable series = new IngestStage(context()).run(id);
    bench.store().publish(Map.of(ResultKind.SERIES, id));
    return series;
  }

  private SeriesTable ingestDay(int day, String id) {
    SeriesTable series = new IngestStage(context(day(day))).runDates(id);
    bench.store().publish(Map.of(ResultKind.SERIES, id));
    return series;
  }

  private Bundle train(SeriesTable series, String id) {
    return new TrainStage(context()).run(series, id);
  }

  private ScoresTable scoreDay(
      SeriesTable series, Bundle bundle, int day, String id, String... settings) {
    ScoresTable scores =
        new ScoreStage(context(day(day, settings))).runDates(series, "model", bundle, id);
    bench.store().publish(Map.of(ResultKind.SCORES, id));
    return scores;
  }

  /** Every row of every table, as text. */
  /**
   * On processors without AVX-512 oneDNN adds in another order where a batch has another size, and
   * dates make other batches than all at once.
   */
  private static final Comparator<Double> ROUNDED =
      (left, right) ->
          Math.abs(left - right) <= 1e-5 * Math.max(1e-2, Math.abs(left))
              ? 0
              : Double.compare(left, right);

  private Map<Rows, List<Object>> content(ScoresTable scores, Rows... tables) {
    Map<Rows, List<Object>> content = new TreeMap<>();
    for (Rows rows : tables) {
      content.put(
          rows,
          ScoresTable.read(spark, bench.store(), scores.id(), scores.manifest(), rows)
              .toJSON()
              .collectAsList()
              .stream()
              .sorted()
              .map(DatesScoreTest::parsed)
              .toList());
    }
    return content;
  }

  private static Object parsed(String json) {
    try {
      return new ObjectMapper().readValue(json, Map.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<LocalDate, String> runs(ScoresTable scores) {
    Map<LocalDate, String> runs = new TreeMap<>();
    scores.manifest().dates().forEach((date, part) -> runs.put(date, part.run()));
    return runs;
  }

  @Test
  void dateByDateIsAsAllAtOnce() {
    archive(3, 0);
    SeriesTable series = ingest("series");
    Bundle bundle = train(series, "model");
    ScoresTable whole = new ScoreStage(context(ALL_OUTPUTS)).run(series, "model", bundle, "whole");

    ScoresTable grown = null;
    for (int day : new int[] {1, 0, 2}) {
      grown = scoreDay(series, bundle, day, "day" + day, ALL_OUTPUTS);
    }

    assertThat(content(grown, Rows.values()))
        .usingRecursiveComparison()
        .withComparatorForType(ROUNDED, Double.class)
        .isEqualTo(content(whole, Rows.values()));
    assertThat(whole.points().count()).isEqualTo(2 * (3 * 48 - 6));
    assertThat(runs(whole).values()).containsOnly("whole").hasSize(3);
    assertThat(runs(grown))
        .isEqualTo(Map.of(FIRST, "day0", FIRST.plusDays(1), "day1", FIRST.plusDays(2), "day2"));
    assertThat(bench.output().resolve("scores/whole/points/date=2024-02-29")).isDirectory();
    assertThat(whole.manifest().determination()).isNotEmpty();
    assertThat(grown.manifest().determination()).as("known of the last date only").isEmpty();
    assertThat(grown.manifest().sequences()).isEqualTo(grown.sequences().count());
    assertThat(grown.manifest().points()).isEqualTo(grown.points().count());
    for (Map.Entry<LocalDate, DateScores> date : whole.manifest().dates().entrySet()) {
      DateScores part = grown.manifest().dates().get(date.getKey());
      assertThat(part.extent().sequences()).isEqualTo(date.getValue().extent().sequences());
      assertThat(part.extent().points()).isEqualTo(date.getValue().extent().points());
    }
  }

  @Test
  void aDateIsReplacedAndNoOther() {
    archive(3, 0);
    SeriesTable series = ingest("series");
    Bundle bundle = train(series, "model");
    ScoresTable before = new ScoreStage(context()).run(series, "model", bundle, "before");
    bench.store().publish(Map.of(ResultKind.SCORES, "before"));
    archive(3, 5);
    SeriesTable corrected = ingestDay(1, "corrected");

    ScoresTable after = scoreDay(corrected, bundle, 1, "after");

    assertThat(runs(after))
        .isEqualTo(
            Map.of(FIRST, "before", FIRST.plusDays(1), "after", FIRST.plusDays(2), "before"));
    assertThat(after.manifest().model()).isEqualTo("model");
    assertThat(after.manifest().series()).isEqualTo("corrected");
    String others = "cast(time as date) <> date'2024-02-29'";
    assertThat(after.points().filter(others).except(before.points()).count()).isZero();
    assertThat(after.points().filter(others).count())
        .isEqualTo(before.points().filter(others).count())
        .isPositive();
    String replaced = "cast(time as date) = date'2024-02-29'";
    assertThat(after.points().filter(replaced).selectExpr("min(error)").first().getFloat(0))
        .isGreaterThan(
            before.points().filter(replaced).selectExpr("max(error)").first().getFloat(0));
    Map<Rows, List<Object>> once = content(after, Rows.SEQUENCES, Rows.POINTS);
    ScoresTable again = scoreDay(corrected, bundle, 1, "again");
    assertThat(content(again, Rows.SEQUENCES, Rows.POINTS)).isEqualTo(once);
    assertThat(again.manifest().points()).isEqualTo(before.manifest().points());
  }

  @Test
  void whatTheModelHasSeenStaysSoWhenTheTableGrows() {
    archive(3, 0);
    SeriesTable series = ingest("series");
    Bundle bundle = train(series, "model");
    ScoresTable judged =
        new ScoreStage(context("scoring.splits=judged")).run(series, "model", bundle, "judged");
    bench.store().publish(Map.of(ResultKind.SCORES, "judged"));
    archive(4, 0);
    SeriesTable longer = ingestDay(3, "longer");

    ScoresTable grown = scoreDay(longer, bundle, 3, "grown", "scoring.splits=judged");
    ScoresTable whole =
        new ScoreStage(context("scoring.splits=judged")).run(longer, "model", bundle, "whole");

    assertThat(content(whole, Rows.POINTS)).isEqualTo(content(grown, Rows.POINTS));
    assertThat(grown.manifest().points()).isEqualTo(judged.manifest().points() + 2 * 48);
    assertThatThrownBy(() -> scoreDay(longer, bundle, 0, "never", "scoring.splits=judged"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("no whole window to judge");
  }

  private void publish(ScoreStage stage, String id) {
    bench
        .store()
        .publish(
            now -> {
              stage.layOver(now, id);
              return now.with(Map.of(ResultKind.SCORES, id));
            });
  }

  @Test
  void datesThatAreScoredAtOnceAreAllThere() {
    archive(3, 0);
    SeriesTable series = ingest("series");
    Bundle bundle = train(series, "model");
    ScoreStage first = new ScoreStage(context(day(0)));
    ScoreStage second = new ScoreStage(context(day(1)));
    first.runDates(series, "model", bundle, "first");
    second.runDates(series, "model", bundle, "second");
    publish(second, "second");
    publish(first, "first");

    ScoresTable both = ScoresTable.open(spark, bench.store(), "first");
    assertThat(runs(both)).isEqualTo(Map.of(FIRST, "first", FIRST.plusDays(1), "second"));
    assertThat(both.points().count()).isEqualTo(both.manifest().points());

    ScoreStage late = new ScoreStage(context(day(2)));
    late.runDates(series, "model", bundle, "late");
    ingestDay(2, "again");
    assertThatThrownBy(() -> publish(late, "late"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("was ingested again, or expired, while it was scored");
  }

  @Test
  void scoresThatDoNotFitAreNotMixed() {
    archive(3, 0);
    SeriesTable series = ingest("series");
    Bundle bundle = train(series, "model");
    scoreDay(series, bundle, 0, "first");
    scoreDay(series, bundle, 1, "second");

    assertThatThrownBy(() -> scoreDay(series, bundle, 1, "never", ALL_OUTPUTS))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("scoring.outputs = []")
        .hasMessageContaining("score all dates anew");
    ScoresManifest other =
        new ScoreStage(context(day(1)))
            .runDates(series, "other", train(series, "other"), "anew")
            .manifest();
    assertThat(other.model()).isEqualTo("other");
    assertThat(other.dates()).as("dates of another model").containsOnlyKeys(FIRST.plusDays(1));
  }

  @Test
  void onlyWholeDatesThatAreThereAreScored() {
    archive(2, 0);
    SeriesTable series = ingest("series");
    Bundle bundle = train(series, "model");

    assertThatThrownBy(() -> scoreDay(series, bundle, 7, "never"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("no date between archive.from and archive.to");
    assertThatThrownBy(
            () ->
                new ScoreStage(context("archive.from=2024-02-28T06:00:00Z"))
                    .runDates(series, "model", bundle, "never"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("archive.from = 2024-02-28T06:00:00Z")
        .hasMessageContaining("must be where a day begins");
  }
}

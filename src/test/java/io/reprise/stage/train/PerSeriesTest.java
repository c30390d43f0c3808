package io.reprise.stage.train;

import static io.reprise.stage.Workbench.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.reprise.core.network.Bundle;
import io.reprise.core.network.Epoch;
import io.reprise.core.network.Parameters;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.Workbench;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.report.ReportStage;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ModelStore;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One model for each series. */
@Tag("once")
@ExtendWith(SparkExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class PerSeriesTest {

  private static final int POINTS = 400;
  private static final String EPOCH = "training.epochs=1";

  private static final String[] SETTINGS = {
    "archive.format=csv",
    "archive.columns.series=name",
    "archive.columns.time=time",
    "clean.period=10 minutes",
    "training.epochs=6",
    "training.batch=8",
    "training.learning-rate=0.02",
    "threshold.scope=series",
    "scoring.splits=all",
    // The weights of a series with few points lean on those of all series, which one alone has not.
    "scoring.weights=none"
  };

  /** Whatever is drawn must be drawn as it is for one series alone. */
  private static final String[] CHANCE = {
    "training.schedule.kind=cosine",
    "training.patience=2",
    "training.noise=0.1",
    "network.encoder=[5, 4]",
    "network.dropout=0.1"
  };

  private SparkSession spark;
  private Workbench bench;
  private final List<String> said = new ArrayList<>();

  private SeriesTable both;
  private Bundle each;
  private final Map<String, SeriesTable> own = new TreeMap<>();
  private final Map<String, Bundle> alone = new TreeMap<>();

  /** Two series, the models of each, and the model of either alone. */
  @BeforeAll
  void train(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
    both = ingest("both", wave(), saw());
    each = train(both, "each", with(CHANCE, "training.per-series=true"));
    own.put("saw", ingest("only saw", saw()));
    own.put("wave", ingest("only wave", wave()));
    own.forEach(
        (name, table) ->
            alone.put(name, train(table, "alone " + name, with(CHANCE, "training.workers=1"))));
  }

  @BeforeEach
  void forget() {
    said.clear();
  }

  private static Stream<String> series(String name, int points, IntToDoubleFunction value) {
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    return IntStream.range(0, points)
        .mapToObj(
            i -> "%s,%s,%s".formatted(name, start.plusSeconds(600L * i), value.applyAsDouble(i)));
  }

  private static Stream<String> wave() {
    return series("wave", POINTS, i -> Math.sin(i * 0.5));
  }

  private static Stream<String> saw() {
    return series("saw", POINTS, i -> 100 + i % 7);
  }

  private static Stream<String> late() {
    return series("late", 300, i -> Math.cos(i * 0.3));
  }

  /** Known for a short while only. */
  private static Stream<String> young() {
    return series("young", 10, i -> i);
  }

  private StageContext context(String... more) {
    Progress progress = (format, arguments) -> said.add(format.formatted(arguments));
    return new StageContext(
        spark, bench.store(), bench.configuration(with(SETTINGS, more)), progress);
  }

  @SafeVarargs
  private SeriesTable ingest(String id, Stream<String>... series) {
    List<String> lines = new ArrayList<>(List.of("name,time,flow"));
    for (Stream<String> each : series) {
      each.forEach(lines::add);
    }
    bench.csv(lines.toArray(String[]::new));
    return new IngestStage(context()).run(id);
  }

  private Bundle train(SeriesTable table, String id, String... more) {
    new TrainStage(context(more)).run(table, id);
    return new ModelStore(bench.store()).read(id);
  }

  @Test
  void eachModelIsTheOneOfItsSeriesAloneBitByBit() {
    assertThat(each.parameters().series()).containsExactly("saw", "wave");
    alone.forEach(
        (name, bundle) -> {
          assertThat(each.parameters().forSeries(name))
              .as(name)
              .isEqualTo(bundle.parameters().values());
          assertThat(new Parameters(each.updater(), each.parameters().series()).forSeries(name))
              .as("updater of %s", name)
              .isEqualTo(bundle.updater());
          assertThat(each.windowErrors().bySeries().get(name).moments())
              .as("validation errors of %s", name)
              .usingRecursiveComparison()
              .isEqualTo(bundle.windowErrors().errors().moments());
        });
  }

  @Test
  void theHistoryIsTheMeanOfAllSeriesByTheirWindows() {
    SeriesTable three = ingest("three", wave(), saw(), late());
    Bundle threeModels =
        train(three, "three", "training.per-series=true", "training.patience=1", EPOCH);

    double trained = 0;
    double validated = 0;
    long windows = 0;
    long validationWindows = 0;
    for (SeriesTable table : List.of(own.get("wave"), own.get("saw"), ingest("late", late()))) {
      Bundle model =
          train(
              table,
              "one of three " + windows,
              "training.workers=1",
              EPOCH,
              "split.train.until=" + at(0.5),
              "split.validation.until=" + at(0.65));
      Epoch first = model.training().history().get(0);
      trained += model.training().sequences() * first.trainLoss();
      validated += model.training().validationSequences() * first.validationLoss();
      windows += model.training().sequences();
      validationWindows += model.training().validationSequences();
    }
    Epoch first = threeModels.training().history().get(0);
    assertThat(threeModels.training().sequences()).isEqualTo(windows);
    assertThat(first.trainLoss()).isCloseTo(trained / windows, offset(1e-9));
    assertThat(first.validationLoss()).isCloseTo(validated / validationWindows, offset(1e-9));
  }

  /** An instant at a fraction of the longest series. */
  private static Instant at(double fraction) {
    return Instant.parse("2024-01-01T00:00:00Z").plusSeconds((long) (600L * POINTS * fraction));
  }

  @Test
  void scoringTakesTheModelOfTheSeries() {
    ScoresTable scores = new ScoreStage(context()).run(both, "each", each, "each");

    alone.forEach(
        (name, bundle) -> {
          String id = "alone " + name;
          ScoresTable expected = new ScoreStage(context()).run(own.get(name), id, bundle, id);
          assertSameErrors(scores, expected, name);
        });
  }

  private static void assertSameErrors(ScoresTable actual, ScoresTable expected, String series) {
    List<Row> those = points(expected, series);
    List<Row> these = points(actual, series);
    assertThat(these).as(series).hasSameSizeAs(those).hasSizeGreaterThan(300);
    for (int i = 0; i < these.size(); i++) {
      assertThat(these.get(i).get(0)).isEqualTo(those.get(i).get(0));
      assertThat(these.get(i).getFloat(1)).isCloseTo(those.get(i).getFloat(1), offset(1e-5f));
      assertThat(these.get(i).get(2)).isEqualTo(those.get(i).get(2));
    }
  }

  private static List<Row> points(ScoresTable scores, String series) {
    return scores
        .points()
        .filter("series = '" + series + "' and not isnan(error)")
        .orderBy("time")
        .select("time", "error", "flagged")
        .collectAsList();
  }

  @Test
  void aSeriesWithTooLittleGetsNoModelAndIsNotJudged() {
    SeriesTable table = ingest("with young", wave(), saw(), young());
    Bundle old = train(table, "old", "training.per-series=true", EPOCH);
    assertThat(old.parameters().series()).containsExactly("saw", "wave");
    assertThat(said).anyMatch(line -> line.startsWith("warning  1 series (young, for one) get no"));

    ScoresTable scores = new ScoreStage(context()).run(table, "old", old, "old");
    assertThat(said)
        .anyMatch(line -> line.startsWith("warning  1 series (young, for one) have no"));
    assertThat(Set.copyOf(scores.points().select("series").distinct().collectAsList()))
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("saw", "wave");

    ReportStage.Outcome outcome =
        new ReportStage(context())
            .run(new ReportStage.Subject("audit", Instant.now(), table, "old", old, scores), "old");
    assertThat(outcome.content().warnings())
        .singleElement()
        .asString()
        .startsWith("1 series (young, for one) have no model");
  }

  @Test
  void anAuditDrawsItsEventsWithTheModelOfTheSeries() throws IOException {
    IntToDoubleFunction broken = i -> i >= 340 && i < 360 ? 3 : Math.sin(i * 0.5);
    SeriesTable table = ingest("broken", saw(), series("wave", POINTS, broken));
    Bundle models = train(table, "broken", "training.per-series=true");
    ScoresTable scores = new ScoreStage(context()).run(table, "broken", models, "broken");

    ReportStage.Outcome outcome =
        new ReportStage(context())
            .run(
                new ReportStage.Subject("audit", Instant.now(), table, "broken", models, scores),
                "broken");

    assertThat(outcome.content().events())
        .anySatisfy(
            event -> {
              assertThat(event.series()).isEqualTo("wave");
              assertThat(event.start()).isBetween(micros(330), micros(360));
            });
    assertThat(Files.readString(bench.output().resolve("reports/broken/report.html")))
        .contains("wave");
  }

  private static long micros(int point) {
    return Microseconds.of(Instant.parse("2024-01-01T00:00:00Z").plusSeconds(600L * point));
  }

  @Test
  void sequencesWithoutTimesAreRefused() {
    bench.csv("name,v1,v2,v3", "a,1,2,3", "a,1,2,4", "b,1,2,3");
    String[] sequences = {
      "archive.layout=sequences",
      "archive.columns.time=null",
      "archive.columns.features=[\"v1..v3\"]",
      "clean.period=null",
      "threshold.scope=global",
      "window.length=0",
      "training.per-series=true"
    };
    SeriesTable table = new IngestStage(context(sequences)).run("sequences");
    assertThatThrownBy(() -> train(table, "never", sequences))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("dealt out by their names");
  }

  @Test
  void noSeriesWithEnoughIsRefused() {
    SeriesTable table = ingest("young", young());
    assertThatThrownBy(() -> train(table, "never", "training.per-series=true"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith("training.per-series: no series has whole windows both to train");
  }

  @Test
  void aLossThatIsNoNumberNamesItsSeries() {
    SeriesTable table = ingest("huge", wave(), series("huge", POINTS, i -> i % 2 * 1e30));
    assertThatThrownBy(
            () -> train(table, "never", "training.per-series=true", "normalize.method=none"))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageStartingWith("The loss of series huge in epoch 1 is not a finite number; lower");
  }

  @Test
  void theNumberOfTasksLeavesNoTrace() {
    Bundle five =
        train(both, "five", with(CHANCE, "training.per-series=true", "training.workers=5"));
    assertThat(five.parameters()).usingRecursiveComparison().isEqualTo(each.parameters());
    assertThat(five.windowErrors()).usingRecursiveComparison().isEqualTo(each.windowErrors());
  }

  @Test
  void aBundleTakesTwelveBytesAParameter() {
    int parameters = each.parameters().values().length;
    assertThat(each.updater()).hasSize(2 * parameters);
    assertThat(
            Arrays.equals(each.parameters().forSeries("saw"), each.parameters().forSeries("wave")))
        .isFalse();
  }
}

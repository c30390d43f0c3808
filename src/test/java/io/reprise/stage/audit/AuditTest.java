package io.reprise.stage.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.config.Configuration;
import io.reprise.core.report.Event;
import io.reprise.core.report.VolumeUnderSurface;
import io.reprise.core.series.Microseconds;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.audit.AuditStage.Audited;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.generate.GenerateStage;
import io.reprise.stage.ingest.IngestStage;
import io.reprise.stage.score.ScoreStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The four stages one after the other on small generated archives. */
@ExtendWith(SparkExtension.class)
class AuditTest {

  private static final String[] SENSORS = {
    "archive.columns.series=series",
    "archive.columns.label=label",
    "clean.period=10 minutes",
    "window.length=16",
    "window.stride=4",
    "training.epochs=3",
    "training.learning-rate=0.02",
    "generate.sensors.series=2",
    "generate.sensors.points=1500",
    "generate.sensors.faults=2",
    "generate.sensors.gaps=2",
    "generate.sensors.duplicates=0.01",
    "generate.sensors.broken=0.01"
  };

  private static final long PERIOD_MILLIS = 600_000;

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  private Audited audit(String run, Configuration configuration) {
    return new AuditStage(bench.context(configuration)).run("audit", Instant.now(), run);
  }

  private static JsonNode report(Audited audited) throws IOException {
    Path page = Path.of(audited.outcome().page().toUri().getPath());
    return new ObjectMapper().readTree(page.resolveSibling("report.json").toFile());
  }

  private static String[] with(String[] settings, String... more) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private void generate(Configuration configuration) {
    new GenerateStage(bench.context(configuration)).run();
  }

  @Test
  void chunksLeaveNoTraceInTheScores() throws IOException {
    Configuration whole = bench.configuration(SENSORS);
    generate(whole);
    Audited first = audit("whole", whole);
    Configuration chopped = bench.configuration(with(SENSORS, "ingest.chunk=37"));
    SeriesTable series = new IngestStage(bench.context(chopped)).run("chopped");
    ScoresTable scores =
        new ScoreStage(bench.context(bench.configuration(with(SENSORS, "scoring.batch=7"))))
            .run(series, "whole", first.bundle(), "chopped");
    ScoresTable all =
        new ScoreStage(bench.context(bench.configuration(with(SENSORS, "scoring.splits=all"))))
            .run(first.series(), "whole", first.bundle(), "all");
    assertSameErrors(
        all.points().orderBy("series", "time").collectAsList(),
        scores.points().orderBy("series", "time").collectAsList());
    assertSameErrors(
        all.sequences()
            .orderBy("series", "start")
            .select("series", "start", "error")
            .collectAsList(),
        scores
            .sequences()
            .orderBy("series", "start")
            .select("series", "start", "error")
            .collectAsList());
    assertThat(all.sequences().count()).isGreaterThan(first.scores().sequences().count());
  }

  @Test
  void eitherEngineScoresWhatTheOtherTrained() throws IOException {
    Configuration stock = bench.configuration(with(SENSORS, "network.engine=dl4j"));
    generate(stock);
    Audited audited = audit("stock", stock);
    assertThat(report(audited).at("/run/engine").asText()).isEqualTo("dl4j");
    Configuration fast = bench.configuration(with(SENSORS, "network.engine=onednn"));
    ScoresTable scores =
        new ScoreStage(bench.context(fast))
            .run(audited.series(), "stock", audited.bundle(), "fast");
    assertThat(scores.manifest().engine()).isEqualTo("onednn");
    assertSameErrors(
        audited.scores().points().orderBy("series", "time").collectAsList(),
        scores.points().orderBy("series", "time").collectAsList());
  }

  private static void assertSameErrors(List<Row> expected, List<Row> actual) {
    assertThat(actual).hasSameSizeAs(expected).hasSizeGreaterThan(100);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).get(0)).isEqualTo(expected.get(i).get(0));
      assertThat(actual.get(i).get(1)).isEqualTo(expected.get(i).get(1));
      float wanted = expected.get(i).getFloat(2);
      assertThat(actual.get(i).getFloat(2)).isCloseTo(wanted, offset(1e-4f * (1 + wanted)));
    }
  }

  @Test
  void theReportAccountsForEveryRowAndRepeats() throws IOException {
    Configuration configuration = bench.configuration(SENSORS);
    generate(configuration);
    Audited first = audit("first", configuration);
    JsonNode archive = report(first).get("archive");
    assertThat(archive.get("rowsQuarantined").asLong()).isGreaterThan(10);
    assertThat(archive.get("rowsRead").asLong())
        .isEqualTo(archive.get("rowsKept").asLong() + archive.get("rowsQuarantined").asLong())
        .isEqualTo(spark.read().parquet(bench.archive().toString()).count());
    long quarantined =
        spark.read().parquet(bench.output().resolve("quarantine/first/rows").toString()).count();
    assertThat(quarantined).isEqualTo(archive.get("rowsQuarantined").asLong());
    assertThat(report(first).get("training").get("history")).hasSize(3);
    assertThat(report(first).get("evaluation")).as("sequence and point level").hasSize(2);

    Audited second = audit("second", configuration);
    for (String part :
        List.of(
            "archive",
            "threshold",
            "pointThreshold",
            "calibration",
            "events",
            "evaluation",
            "detection")) {
      assertThat(report(second).get(part)).as(part).isEqualTo(report(first).get(part));
    }
  }

  @Test
  void eventsCoverTheFlaggedPointsAndThePageShowsThem() throws IOException {
    Configuration configuration =
        bench.configuration(with(SENSORS, "threshold.k=2", "report.least-duration=1"));
    generate(configuration);
    Audited audited = audit("run", configuration);
    long flagged = audited.scores().points().filter("flagged").count();
    assertThat(flagged).isPositive();
    assertThat(report(audited).get("scores").get("points").get("flagged").asLong())
        .isEqualTo(flagged);
    audited
        .scores()
        .points()
        .filter("flagged")
        .selectExpr("series", "unix_micros(time)")
        .collectAsList()
        .forEach(
            row ->
                assertThat(audited.outcome().content().events())
                    .anyMatch(
                        event ->
                            event.series().equals(row.getString(0))
                                && event.start() <= row.getLong(1)
                                && event.end() >= row.getLong(1)));
    assertThat(
            spark.read().parquet(bench.output().resolve("reports/run/events").toString()).count())
        .isEqualTo(report(audited).get("eventCount").asLong());
    JsonNode page = pageData("run");
    assertThat(page.at("/replays/0/event").asInt(-1)).isZero();
    assertThat(page.at("/settings/changed").asText()).contains("threshold.k = 2", "output.path");
    assertMapAgrees(page.get("map"), audited);
    Row most =
        spark
            .read()
            .parquet(bench.output().resolve("series/run/profile").toString())
            .orderBy(desc("missing"), col("series"))
            .first();
    assertThat(page.at("/coverage/0/series").asText()).isEqualTo(most.<String>getAs("series"));
    assertThat(page.at("/coverage/0/missing").asLong())
        .isPositive()
        .isEqualTo(most.<Long>getAs("missing"));
  }

  private JsonNode pageData(String run) throws IOException {
    Path page = bench.output().resolve("reports/" + run + "/report.html");
    Matcher data =
        Pattern.compile("id=\"report-data\">(.*?)</script>").matcher(Files.readString(page));
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  /** Cell by cell, from every point that was judged and every event. */
  private static void assertMapAgrees(JsonNode map, Audited audited) {
    long start = map.get("start").asLong() * 1000;
    long width = map.get("width").asLong() * 1000;
    Map<String, double[]> expected = new TreeMap<>();
    List<Row> points =
        audited.scores().points().selectExpr("series", "unix_micros(time)").collectAsList();
    for (Row point : points) {
      double[] line =
          expected.computeIfAbsent(
              point.getString(0),
              series -> {
                double[] empty = new double[map.at("/series/0/severities").size()];
                Arrays.fill(empty, Double.NaN);
                return empty;
              });
      line[(int) ((point.getLong(1) - start) / width)] = 0;
    }
    for (Event event : audited.outcome().content().events()) {
      double[] line = expected.get(event.series());
      for (int c = (int) ((event.start() - start) / width);
          c <= (event.end() - start) / width;
          c++) {
        line[c] = Math.max(Double.isNaN(line[c]) ? 0 : line[c], event.severity());
      }
    }
    assertThat(map.get("series")).hasSameSizeAs(expected.keySet());
    assertThat(map.at("/series/0/name").asText())
        .as("the worst first")
        .isEqualTo(audited.outcome().content().events().get(0).series());
    for (JsonNode series : map.get("series")) {
      double[] line = expected.get(series.get("name").asText());
      for (int c = 0; c < line.length; c++) {
        JsonNode cell = series.get("severities").get(c);
        assertThat(cell.isNull() ? Double.NaN : cell.asDouble())
            .isEqualTo(line[c], offset(0.05 + 1e-6));
      }
    }
  }

  @Test
  void aLongEventIsThinnedAndKeepsItsPeaks() throws IOException {
    Configuration configuration =
        bench.configuration(
            with(
                SENSORS,
                "generate.sensors.series=1",
                "generate.sensors.points=3200",
                "training.epochs=1",
                "threshold.rule=fixed",
                "threshold.k=0.000001",
                "report.gap-tolerance=1000"));
    generate(configuration);
    Audited audited = audit("run", configuration);
    JsonNode picture = pageData("run").at("/replays/0");
    int step = picture.get("step").asInt();
    assertThat(step).as("of so many points one is drawn").isGreaterThan(1);
    NavigableMap<Long, float[]> errors = new TreeMap<>();
    audited
        .scores()
        .points()
        .selectExpr("unix_millis(time)", "featureErrors")
        .collectAsList()
        .forEach(row -> errors.put(row.getLong(0), floats(row.getList(1))));
    long width = step * PERIOD_MILLIS;
    long start = audited.outcome().content().events().get(0).start() / 1000;
    long first = start - 16 * PERIOD_MILLIS;
    // Scores leave out the windows that reach back before the judged span; a picture does not.
    errors.headMap(start + 16 * PERIOD_MILLIS).clear();
    int drawn = 0;
    for (int i = 0; i < picture.get("times").size(); i++) {
      float[] own = errors.get(picture.get("times").get(i).asLong());
      if (own != null) {
        drawn++;
        assertThat(errors.subMap(first + i * width, first + (i + 1) * width).values())
            .as("none of those it stands for is greater")
            .isNotEmpty()
            .allMatch(other -> greatest(other) <= greatest(own) * 1.001f);
        for (JsonNode feature : picture.get("features")) {
          float error = own[audited.bundle().features().indexOf(feature.get("name").asText())];
          assertThat((float) feature.get("error").get(i).asDouble())
              .isCloseTo(error, offset(1e-3f * error + 1e-6f));
        }
      }
    }
    assertThat(drawn).isGreaterThan(300);
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private static float greatest(float[] values) {
    float greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }

  @Test
  void detectionAgreesWithALookAtEveryPoint() throws IOException {
    Configuration configuration =
        bench.configuration(
            with(SENSORS, "threshold.k=2", "split.train.fraction=0.4", "report.least-duration=2"));
    generate(configuration);
    Audited audited = audit("run", configuration);
    List<Event> events = audited.outcome().content().events();
    Map<String, VolumeUnderSurface> volumes = new TreeMap<>();
    Set<Event> hitting = new HashSet<>();
    for (Row row :
        audited
            .scores()
            .points()
            .orderBy("series", "time")
            .selectExpr("series", "unix_micros(time)", "error", "label = 1", "period")
            .collectAsList()) {
      long time = row.getLong(1);
      volumes
          .computeIfAbsent(row.getString(0), series -> new VolumeUnderSurface(16))
          .add(time / row.getLong(4), row.getFloat(2), row.getBoolean(3));
      events.stream()
          .filter(
              event ->
                  row.getBoolean(3)
                      && event.series().equals(row.getString(0))
                      && event.start() <= time
                      && event.end() >= time)
          .forEach(hitting::add);
    }
    JsonNode detection = report(audited).get("detection");
    assertThat(detection.get("labelledEvents").asLong()).isEqualTo(2);
    assertThat(detection.get("events").asLong()).isEqualTo(events.size());
    assertThat(detection.get("falseEvents").asLong()).isEqualTo(events.size() - hitting.size());
    assertThat(detection.get("days").asDouble()).isEqualTo(days(audited));
    assertThat(detection.get("vusPr").asDouble())
        .isCloseTo(
            volumes.values().stream()
                .mapToDouble(VolumeUnderSurface::precisionRecall)
                .filter(volume -> !Double.isNaN(volume))
                .average()
                .orElseThrow(),
            offset(1e-12));
    assertThat(events).allMatch(event -> event.end() > event.start());
    assertThat(Files.readAllLines(bench.output().resolve("reports/run/events.csv")))
        .hasSize(1 + events.size())
        .element(1)
        .asString()
        .startsWith(events.get(0).series() + "," + Microseconds.instant(events.get(0).start()));
  }

  private static double days(Audited audited) {
    Row extent =
        audited
            .scores()
            .points()
            .selectExpr("min(unix_micros(time))", "max(unix_micros(time))")
            .first();
    return (extent.getLong(1) - extent.getLong(0) + 600_000_000L) / (86_400 * 1e6);
  }

  @Test
  void theGateLooksAtTheFlaggedFraction() throws IOException {
    Configuration configuration =
        bench.configuration(with(SENSORS, "threshold.k=1", "report.fail-above=0.0001"));
    generate(configuration);
    assertThat(audit("run", configuration).outcome().gateExceeded()).isTrue();
  }

  @Test
  void nothingFoundIsAReportToo() throws IOException {
    Configuration configuration =
        bench.configuration(with(SENSORS, "threshold.rule=fixed", "threshold.k=1e6"));
    generate(configuration);
    Audited audited = audit("run", configuration);
    assertThat(report(audited).get("eventCount").asLong()).isZero();
    assertThat(report(audited).at("/scores/points/flagged").asLong()).isZero();
    Path events = bench.output().resolve("reports/run/events");
    assertThat(spark.read().parquet(events.toString()).count()).isZero();
    assertThat(events.resolveSibling("events.csv")).content().hasLineCount(1);
  }

  @Test
  void sequencesOfUnequalLengthAreAuditedToo() throws IOException {
    String[] settings = {
      "archive.layout=sequences",
      "archive.columns.series=series",
      "archive.columns.label=label",
      "window.length=0",
      "generate.kind=signals",
      "generate.signals.sequences=200",
      "generate.signals.points=20",
      "generate.signals.anomalies=0.1",
      "normalize.scope=global",
      "network.loss=huber"
    };
    Configuration configuration = bench.configuration(settings);
    generate(configuration);
    Audited audited = audit("run", configuration);
    assertThat(report(audited).get("archive").get("sequences").asLong()).isEqualTo(200);
    assertThat(report(audited).get("evaluation").get("level").asText()).isEqualTo("sequence");
    assertThat(report(audited).has("pointThreshold")).isFalse();
    assertThat(report(audited).has("detection")).isFalse();
    assertThat(report(audited).get("calibration")).hasSize(1);
    Row judged = audited.scores().sequences().selectExpr("count(*)", "count(start)").first();
    assertThat(judged.getLong(0)).isBetween(40L, 110L);
    assertThat(judged.getLong(1)).as("untimed sequences have no start").isZero();
  }

  @Test
  void stepsOfSequencesAreScoredWhereTheyAreAskedFor() throws IOException {
    Configuration configuration =
        bench.configuration(
            "archive.path=" + bench.output().resolve("archive"),
            "archive.layout=sequences",
            "archive.columns.series=series",
            "archive.columns.label=label",
            "window.length=0",
            "generate.kind=signals",
            "generate.before-audit=true",
            "generate.signals.sequences=200",
            "generate.signals.points=20",
            "generate.signals.least-points=10",
            "generate.signals.features=2",
            "generate.signals.anomaly=step",
            "generate.signals.anomalies=0.5",
            "archive.columns.features=[value1, value2]",
            "threshold.level=point",
            "threshold.k=2",
            "report.gap-tolerance=0",
            "report.least-duration=1");
    new GenerateStage(bench.context(configuration)).runBeforeAudit();
    List<Row> rows = generated(configuration);
    new GenerateStage(bench.context(configuration)).runBeforeAudit();
    assertThat(generated(configuration)).as("the same again").isEqualTo(rows);

    Audited audited = audit("run", configuration);

    JsonNode report = report(audited);
    assertThat(report.at("/evaluation/0/level").asText()).isEqualTo("sequence");
    assertThat(report.at("/evaluation/1/level").asText()).isEqualTo("point");
    assertThat(report.has("pointThreshold")).isTrue();
    assertThat(report.has("detection")).as("steps have no days").isFalse();
    Dataset<Row> steps = audited.scores().points();
    assertThat(steps.filter("time is not null").count()).isZero();
    assertThat(report.at("/scores/points/judged").asLong()).isEqualTo(steps.count());
    assertThat(
            audited
                .scores()
                .sequences()
                .selectExpr("series", "posexplode(stepErrors) as (step, error)")
                .except(steps.select("series", "step", "error"))
                .count())
        .as("a step has the error that it has in its sequence")
        .isZero();
    double threshold = report.at("/pointThreshold/value").asDouble();
    assertThat(steps.filter("error > " + threshold).count())
        .isEqualTo(steps.filter("flagged").count())
        .isEqualTo(report.at("/scores/points/flagged").asLong())
        .isPositive();
    Event worst = audited.outcome().content().events().get(0);
    assertThat(
            steps
                .filter(col("series").equalTo(worst.series()))
                .filter(col("step").between(worst.start(), worst.end()))
                .filter("not flagged")
                .count())
        .as("an event is made of flagged steps")
        .isZero();
    assertThat(report.at("/events/0/firstStep").asLong()).isEqualTo(worst.start());
    JsonNode page = pageData("run");
    assertThat(page.at("/replays/0/from").asLong()).isEqualTo(worst.start());
    Set<String> names = new HashSet<>();
    page.get("typical").forEach(each -> names.add(each.get("series").asText()));
    assertThat(names).hasSize(3);
    assertThat(steps.filter("flagged").filter(col("series").isin(names.toArray())).count())
        .as("nothing is flagged in what is drawn as typical")
        .isZero();
  }

  private List<Row> generated(Configuration configuration) {
    return spark
        .read()
        .parquet(configuration.archive().requiredPath())
        .orderBy("series")
        .collectAsList();
  }

  @Test
  void aModelRefusesSeriesThatItDoesNotFit() throws IOException {
    Configuration configuration = bench.configuration(SENSORS);
    generate(configuration);
    Audited audited = audit("run", configuration);
    Configuration other = bench.configuration(with(SENSORS, "archive.columns.features=[pressure]"));
    SeriesTable series = new IngestStage(bench.context(other)).run("other");
    assertThatThrownBy(
            () ->
                new ScoreStage(bench.context(other)).run(series, "run", audited.bundle(), "never"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("train again");
  }
}

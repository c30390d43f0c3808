package io.reprise.stage.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.config.Configuration;
import io.reprise.core.report.Event;
import io.reprise.core.report.VolumeUnderSurface;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.Workbench;
import io.reprise.stage.audit.AuditStage.Audited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an audit of sensors tells of its events, in figures and pictures. */
@ExtendWith(SparkExtension.class)
class AuditEventsTest {

  private static final long PERIOD_MILLIS = 600_000;

  private SparkSession spark;
  private Workbench bench;

  @BeforeEach
  void setUp(SparkSession session, @TempDir Path directory) {
    spark = session;
    bench = new Workbench(session, directory);
  }

  @Test
  void eventsCoverTheFlaggedPointsAndThePageShowsThem() throws IOException {
    Configuration configuration = bench.sensors("threshold.k=2", "report.least-duration=1");
    bench.generate(configuration);
    Audited audited = bench.audit("run", configuration);
    long flagged = audited.scores().points().filter("flagged").count();
    assertThat(flagged).isPositive();
    assertThat(bench.report("run").get("scores").get("points").get("flagged").asLong())
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
        .isEqualTo(bench.report("run").get("eventCount").asLong());
    JsonNode page = bench.page("run");
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

  /**
   * Cell by cell, from every point that was judged and every event. The page rounds to one decimal,
   * and shows 0.1 where an event's severity would round to 0.
   */
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
        line[c] = Math.max(Double.isNaN(line[c]) ? 0 : line[c], Math.max(0.1, event.severity()));
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
        bench.sensors(
            "generate.sensors.series=1",
            "generate.sensors.points=3200",
            "training.epochs=1",
            "threshold.rule=fixed",
            "threshold.k=0.000001",
            "report.gap-tolerance=1000");
    bench.generate(configuration);
    Audited audited = bench.audit("run", configuration);
    JsonNode picture = bench.page("run").at("/replays/0");
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
        bench.sensors("threshold.k=2", "split.train.fraction=0.4", "report.least-duration=2");
    bench.generate(configuration);
    Audited audited = bench.audit("run", configuration);
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
    JsonNode detection = bench.report("run").get("detection");
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
        .startsWith(
            events.get(0).series() + "," + Instant.ofEpochMilli(events.get(0).start() / 1000));
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
}

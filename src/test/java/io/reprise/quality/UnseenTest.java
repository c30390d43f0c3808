package io.reprise.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.core.json.Json;
import io.reprise.core.report.Comparison;
import io.reprise.core.report.Report;
import io.reprise.stage.SparkExtension;
import io.reprise.stage.StageContext;
import io.reprise.stage.audit.AuditStage;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How well archives are judged that nothing was tuned for: {@code mvn -Pquality verify
 * -Dquality=unseen}. Beside the defaults stand the principal components, and errors as they were
 * before features had weights. Nothing is adjusted, and no label is seen before the judging.
 */
@Tag("quality")
@ExtendWith(SparkExtension.class)
class UnseenTest {

  private static final String UNSEEN = "unseen";

  private static final List<String> PLAIN_ERRORS =
      List.of("scoring.detector=lstm", "scoring.weights=none", "scoring.smooth=1");

  /** Whose figures, figure by figure, seed by seed. */
  private static final Map<String, Map<String, List<Double>>> FIGURES = new LinkedHashMap<>();

  static Stream<Stranger> strangers() {
    return Stream.of(Stranger.values())
        .filter(each -> UNSEEN.equals(System.getProperty("quality")));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("strangers")
  void isJudgedAtTheDefaults(Stranger stranger, SparkSession spark, @TempDir Path directory)
      throws IOException {
    for (long seed : LongStream.rangeClosed(1, Long.getLong("seeds", 5)).toArray()) {
      Path output = directory.resolve("seed-" + seed);
      keep(stranger, "defaults", audit(spark, stranger, output, seed, List.of()));
      keep(
          stranger,
          "plain errors",
          audit(spark, stranger, directory.resolve("plain-" + seed), seed, PLAIN_ERRORS));
    }
    assertThat(median(figures(stranger, "defaults").get("AP")))
        .as("average precision, beside that of plain errors")
        .isGreaterThan(median(figures(stranger, "plain errors").get("AP")));
  }

  private static AuditStage.Audited audit(
      SparkSession spark, Stranger stranger, Path output, long seed, List<String> more)
      throws IOException {
    List<String> settings = new ArrayList<>(stranger.settings(output));
    settings.add("training.seed=" + seed);
    settings.add("training.workers=2");
    settings.addAll(more);
    Configuration configuration = ConfigurationLoader.load(List.of(), settings, Optional.empty());
    Store store = new Store(configuration.outputPath(), spark.sparkContext().hadoopConfiguration());
    return new AuditStage(new StageContext(spark, store, configuration, (format, values) -> {}))
        .run("audit", Instant.now(), "run");
  }

  private static void keep(Stranger stranger, String who, AuditStage.Audited audited) {
    Report report = audited.outcome().content();
    Optional<Comparison> comparison = report.comparison();
    Map<String, Ranked> model = new TreeMap<>();
    Map<String, Ranked> components = new TreeMap<>();
    double threshold = comparison.map(Comparison::threshold).orElse(Double.NaN);
    for (Row row : judged(audited.scores())) {
      String series = row.getString(0);
      boolean anomalous = row.getInt(1) > 0;
      model
          .computeIfAbsent(series, name -> new Ranked())
          .add(row.getFloat(2), anomalous, row.getBoolean(3));
      components
          .computeIfAbsent(series, name -> new Ranked())
          .add(row.getFloat(4), anomalous, row.getFloat(4) > threshold);
    }
    keep(figures(stranger, who), model);
    report
        .detection()
        .ifPresent(
            detection -> {
              Map<String, List<Double>> own = figures(stranger, who);
              detection.volume().ifPresent(volume -> add(own, "VUS-PR", volume));
              add(own, "events hit", (double) detection.found() / detection.labelled());
              add(own, "false events", (double) detection.falseEvents());
            });
    if (who.equals("defaults") && comparison.isPresent()) {
      keep(figures(stranger, "components"), components);
    }
  }

  private static List<Row> judged(ScoresTable scores) {
    return scores
        .points()
        .filter("label >= 0 and not isnan(error) and not isnan(baselineError)")
        .selectExpr("series", "int(label)", "error", "flagged", "baselineError")
        .collectAsList();
  }

  private static Map<String, List<Double>> figures(Stranger stranger, String who) {
    return FIGURES.computeIfAbsent(stranger.title() + ", " + who, each -> new LinkedHashMap<>());
  }

  private static void keep(Map<String, List<Double>> figures, Map<String, Ranked> bySeries) {
    add(figures, "AP", mean(bySeries, Ranked::averagePrecision));
    add(figures, "AUC", mean(bySeries, Ranked::areaUnderCurve));
    add(figures, "best F1", mean(bySeries, Ranked::bestF1));
    add(figures, "F1", mean(bySeries, Ranked::f1));
    add(figures, "false alarms", mean(bySeries, Ranked::falseAlarmRate));
  }

  /** Over the series that have anomalies and normal points. */
  private static double mean(Map<String, Ranked> bySeries, ToDoubleFunction<Ranked> figure) {
    return bySeries.values().stream()
        .filter(Ranked::hasBothClasses)
        .mapToDouble(figure)
        .average()
        .orElse(Double.NaN);
  }

  private static void add(Map<String, List<Double>> figures, String figure, double value) {
    figures.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** After each archive: who stops them keeps what was measured. */
  @AfterEach
  void write() throws IOException {
    ArrayNode list = Json.array();
    FIGURES.forEach(
        (whose, figures) ->
            figures.forEach(
                (figure, values) -> {
                  ObjectNode node = list.addObject().put("whose", whose).put("figure", figure);
                  ArrayNode bySeed = node.putArray("values");
                  values.forEach(bySeed::add);
                }));
    Files.createDirectories(Path.of("target", "quality"));
    Files.write(Path.of("target", "quality", "unseen.json"), Json.bytes(list));
  }

  @AfterAll
  static void print() {
    if (FIGURES.isEmpty()) {
      return;
    }
    List<String> columns =
        List.of(
            "AP", "AUC", "VUS-PR", "best F1", "F1", "false alarms", "events hit", "false events");
    StringBuilder table = new StringBuilder("| median of seeds | ");
    table.append(String.join(" | ", columns)).append(" |\n|");
    char[] rule = new char[columns.size() + 1];
    Arrays.fill(rule, '|');
    table.append(new String(rule).replace("|", "---|")).append('\n');
    FIGURES.forEach(
        (whose, figures) -> {
          table.append("| ").append(whose);
          for (String column : columns) {
            List<Double> values = figures.get(column);
            table.append(
                values == null ? " | " : String.format(Locale.ROOT, " | %.3f", median(values)));
          }
          table.append(" |\n");
        });
    System.out.println(table);
  }
}

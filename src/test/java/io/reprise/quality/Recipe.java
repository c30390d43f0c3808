package io.reprise.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.reprise.config.Configuration;
import io.reprise.config.ConfigurationLoader;
import io.reprise.core.report.Detection;
import io.reprise.core.report.Evaluation;
import io.reprise.core.report.Report;
import io.reprise.stage.StageContext;
import io.reprise.stage.audit.AuditStage;
import io.reprise.stage.table.ResultKind;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.ScoresTable.Rows;
import io.reprise.stage.table.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** An audit by a recipe of {@code conf/recipes}, and what can be measured of it. */
final class Recipe {

  private static final String RUN = "run";

  private final SparkSession spark;
  private final Configuration configuration;
  private final Store store;
  private final ScoresTable scores;
  private final Report report;

  private Recipe(
      SparkSession spark,
      Configuration configuration,
      Store store,
      ScoresTable scores,
      Report report) {
    this.spark = spark;
    this.configuration = configuration;
    this.store = store;
    this.scores = scores;
    this.report = report;
  }

  /** Audits into a directory; data and training take the seed, settings override the recipe. */
  static Recipe run(SparkSession spark, String name, Path output, long seed, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "output.path=" + output,
                "generate.seed=" + seed,
                "training.seed=" + seed,
                "training.workers=2"));
    all.addAll(List.of(settings));
    Configuration configuration =
        ConfigurationLoader.load(
            List.of(Path.of("conf", "recipes", name + ".conf")), all, Optional.empty());
    Store store = new Store(configuration.outputPath(), spark.sparkContext().hadoopConfiguration());
    StageContext context = new StageContext(spark, store, configuration, (format, arguments) -> {});
    AuditStage.Audited audited = new AuditStage(context).run("audit", Instant.now(), RUN);
    return new Recipe(spark, configuration, store, audited.scores(), audited.outcome().content());
  }

  Report report() {
    return report;
  }

  /** How flags and errors agree with the labels, by {@code sequence} or by {@code point}. */
  Evaluation evaluation(String level) {
    return report.evaluations().stream()
        .filter(each -> each.level().equals(level))
        .findFirst()
        .orElseThrow();
  }

  /** How events agree with labelled stretches. */
  Detection detection() {
    return report.detection().orElseThrow();
  }

  /** The share of normal sequences that are not flagged. */
  double passed() {
    return specificity(evaluation("sequence"));
  }

  static double specificity(Evaluation evaluation) {
    return (double) evaluation.trueNegatives()
        / (evaluation.trueNegatives() + evaluation.falsePositives());
  }

  /** The share of so many anomalous sequences, drawn by seed, that are flagged. */
  double found(int sequences) {
    return scores
        .sequences()
        .filter("label = 1")
        .orderBy(xxhash64(col("series"), lit(configuration.training().seed())))
        .limit(sequences)
        .selectExpr("avg(double(flagged))")
        .first()
        .getDouble(0);
  }

  /** R² of the replay, the mean over features. */
  double determination() {
    return report.scores().meanDetermination().orElseThrow();
  }

  /** Anomalous sequences whose error lies above that of every normal one, as a share of all. */
  double separated() {
    Dataset<Row> judged = scores.sequences();
    float greatest = judged.filter("label = 0").selectExpr("max(error)").first().getFloat(0);
    long anomalous = judged.filter("label = 1").count();
    return (double) judged.filter(col("label").equalTo(1).and(col("error").gt(greatest))).count()
        / anomalous;
  }

  /** Of the events in anomalous sequences, the share that names the anomalous feature first. */
  double rightFeature() {
    Dataset<Row> events =
        spark
            .read()
            .parquet(store.directory(ResultKind.REPORT, RUN) + "/events")
            .join(archive().filter("feature is not null"), "series");
    return events.selectExpr("avg(double(features[0] = feature))").first().getDouble(0);
  }

  /** Error of the replay against the clean signal, as a share of that of the noisy record. */
  double noiseLeft() {
    String squares =
        "aggregate(zip_with(%s, clean, (x, y) -> double(x - y)), 0D, (s, e) -> s + e * e)";
    return ScoresTable.read(spark, store, RUN, scores.manifest(), Rows.RECONSTRUCTION)
        .join(archive().filter("label = 1"), "series")
        .selectExpr(
            "sqrt(sum(%s) / sum(%s))"
                .formatted(squares.formatted("replay.value"), squares.formatted("value")))
        .first()
        .getDouble(0);
  }

  private Dataset<Row> archive() {
    return spark.read().parquet(configuration.archive().requiredPath());
  }
}

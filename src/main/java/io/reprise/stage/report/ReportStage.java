package io.reprise.stage.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.config.Configuration;
import io.reprise.config.ThresholdConfig;
import io.reprise.core.iterate.Iterators;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Detector;
import io.reprise.core.network.Yardstick;
import io.reprise.core.report.Comparison;
import io.reprise.core.report.Detection;
import io.reprise.core.report.Evaluation;
import io.reprise.core.report.Event;
import io.reprise.core.report.EventCsv;
import io.reprise.core.report.Histogram;
import io.reprise.core.report.HtmlPage;
import io.reprise.core.report.PageData;
import io.reprise.core.report.PoorReplay;
import io.reprise.core.report.Report;
import io.reprise.core.report.ReportJson;
import io.reprise.core.report.WanderingLevels;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.Threshold;
import io.reprise.stage.StageContext;
import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.Progress;
import io.reprise.stage.replay.SeriesWithoutModel;
import io.reprise.stage.replay.Thresholds;
import io.reprise.stage.table.EventRow;
import io.reprise.stage.table.QuarantineTable;
import io.reprise.stage.table.ReportFiles;
import io.reprise.stage.table.ScoresTable;
import io.reprise.stage.table.SeriesTable;
import io.reprise.stage.table.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Turns scores into a report for people, a report for programs, and an events table. */
public final class ReportStage {

  /** The histogram reaches from zero to so many thresholds. Its last bin takes what lies beyond. */
  private static final double HISTOGRAM_REACH = 2.5;

  private static final Column[] WORST_FIRST = {
    desc("severity"), col("series"), coalesce(expr("unix_micros(start)"), col("firstStep"))
  };

  private static final String SEQUENCE = "sequence";
  private static final String POINT = "point";

  private final SparkSession spark;
  private final Store store;
  private final Configuration configuration;
  private final Progress progress;

  public ReportStage(StageContext context) {
    this.spark = context.spark();
    this.store = context.store();
    this.configuration = context.configuration();
    this.progress = context.progress();
  }

  /** The run that the report speaks of. */
  public record Subject(
      String job,
      Instant startedAt,
      SeriesTable series,
      String modelId,
      Bundle bundle,
      ScoresTable scores) {}

  /** What was found, and a sentence if it is more than {@code report.fail-above} allows. */
  public record Outcome(
      Report content, Path page, double flaggedFraction, Optional<String> tooMuch) {

    public boolean gateExceeded() {
      return tooMuch.isPresent();
    }
  }

  /** Writes the report under {@code id}; it is not published yet. */
  public Outcome run(Subject subject, String id) {
    Bundle bundle = subject.bundle();
    Thresholds thresholds = Thresholds.of(configuration.threshold(), bundle);
    if (thresholds.points().isPresent() && subject.scores().manifest().points() == 0) {
      throw new InputRefusedException(
          "threshold.level = point: these scores have no points; score again with it.");
    }
    subject.scores().requireWhole(spark, store);
    subject.series().requireWhole(spark, store);
    QuarantineTable.requireWhole(spark, store, subject.series().manifest().quarantine());
    Events merging =
        new Events(
            thresholds,
            configuration.threshold().level(),
            configuration.report().events(),
            bundle.features());
    Dataset<EventRow> events = written(id, merging.merge(subject.scores()));
    Report content = content(subject, id, thresholds, events, detection(subject, merging, events));
    progress.say(
        "report   %,d events in %,d series", content.eventCount(), content.seriesWithEvents());
    Path page = write(subject, id, content, events);
    double flagged = flaggedFraction(content);
    Optional<String> tooMuch =
        configuration
            .report()
            .failAbove()
            .filter(gate -> flagged > gate)
            .map(
                gate ->
                    "%.2f %% flagged is more than report.fail-above = %s allows."
                        .formatted(100 * flagged, gate));
    return new Outcome(content, page, flagged, tooMuch);
  }

  /** Writes the events, worst first, and reads them again, so that they are computed once. */
  private Dataset<EventRow> written(String id, Dataset<EventRow> events) {
    ReportFiles files = ReportFiles.of(store, id);
    store.writeTable(events.repartition(1).sortWithinPartitions(WORST_FIRST), files.events());
    Dataset<EventRow> written =
        spark
            .read()
            .schema(EventRow.ENCODER.schema())
            .parquet(files.events().toString())
            .as(EventRow.ENCODER);
    Iterator<EventRow> rows = written.orderBy(WORST_FIRST).toLocalIterator();
    store.writeLines(
        files.eventsCsv(), EventCsv.lines(Iterators.stream(rows).map(EventRow::event).iterator()));
    return written;
  }

  /** Sequences of a sequence archive, and their steps, are evaluated one by one. */
  private static Optional<Detection> detection(
      Subject subject, Events merging, Dataset<EventRow> events) {
    if (!subject.series().manifest().labelled() || subject.series().manifest().sequences()) {
      return Optional.empty();
    }
    return Optional.of(
        new EventEvaluation(subject.scores().points(), subject.bundle().windowing().length())
            .evaluate(events, merging.mergeLabelled(subject.scores())));
  }

  private double flaggedFraction(Report content) {
    Report.Scores scores = content.scores();
    return scores
        .points()
        .filter(points -> configuration.threshold().level() != ThresholdConfig.Level.SEQUENCE)
        .map(Report.Points::flaggedFraction)
        .orElse(scores.flaggedFraction());
  }

  private List<Event> worst(Dataset<EventRow> events) {
    return events.orderBy(WORST_FIRST).limit(Report.MOST_EVENTS).collectAsList().stream()
        .map(EventRow::event)
        .sorted(Event.WORST_FIRST)
        .toList();
  }

  private Report content(
      Subject subject,
      String id,
      Thresholds thresholds,
      Dataset<EventRow> events,
      Optional<Detection> detection) {
    ScoresTable scores = subject.scores();
    Threshold threshold = thresholds.sequences();
    boolean byPoint = thresholds.points().isPresent();
    Optional<Yardstick> yardstick = yardstick(subject.bundle());
    Optional<Threshold> ofBaseline =
        yardstick.map(each -> calibrated(byPoint ? each.pointErrors() : each.windowErrors()));
    LevelScores sequences =
        LevelScores.of(
            scores.sequences(), thresholds.sequenceFamily(), ofBaseline.filter(each -> !byPoint));
    Optional<LevelScores> points =
        thresholds.pointFamily().map(family -> LevelScores.of(scores.points(), family, ofBaseline));
    Optional<Comparison> comparison =
        yardstick.map(
            each ->
                points
                    .orElse(sequences)
                    .comparison(
                        byPoint ? POINT : SEQUENCE,
                        each.baseline().components().count(),
                        ofBaseline.get().value()));
    Histogram histogram =
        ErrorHistogram.histogram(
            scores.sequences(), Histogram.upTo(HISTOGRAM_REACH * threshold.value()));
    Row found = events.agg(count(lit(1)), countDistinct("series")).first();
    return new Report(
        new Report.Run(
            id,
            subject.job(),
            subject.startedAt(),
            Duration.between(subject.startedAt(), Instant.now()).toMillis() / 1000.0,
            spark.version(),
            scores.manifest().engine(),
            subject.bundle().network().precision().text(),
            configuration.resolved().sha256(),
            subject.modelId()),
        subject.series().manifest().archive(),
        subject.bundle().training(),
        threshold,
        thresholds.points(),
        new Report.Scores(
            sequences.all(),
            sequences.flagged()[0],
            sequences.flaggedFraction(),
            scores.manifest().seconds(),
            scores.manifest().sequences() / scores.manifest().seconds(),
            histogram,
            points.map(
                all ->
                    new Report.Points(all.all(), all.flagged()[0], scores.manifest().unjudged())),
            scores.manifest().determination()),
        found.getLong(0),
        found.getLong(1),
        worst(events),
        evaluations(sequences, points),
        detection,
        comparison,
        assessments(subject.bundle(), thresholds, sequences, points),
        warnings(subject, comparison));
  }

  /** Empty where the model has nothing beside it to compare with. */
  private static Optional<Yardstick> yardstick(Bundle bundle) {
    return bundle.yardstick().filter(each -> bundle.detector() != Detector.PCA);
  }

  private Threshold calibrated(Calibration errors) {
    return configuration.threshold().calibrate(configuration.threshold().rule(), errors);
  }

  private static List<String> warnings(Subject subject, Optional<Comparison> comparison) {
    return Stream.of(
            SeriesWithoutModel.warning(subject.series(), subject.bundle().parameters()),
            PoorReplay.warning(subject.scores().manifest().determination()),
            WanderingLevels.warning(
                subject.bundle().features(), subject.bundle().normalizer().wandering()),
            comparison.flatMap(each -> each.warning(subject.bundle().detector())))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<Evaluation> evaluations(LevelScores sequences, Optional<LevelScores> points) {
    List<Evaluation> evaluations = new ArrayList<>();
    sequences.evaluation(SEQUENCE).ifPresent(evaluations::add);
    points.flatMap(all -> all.evaluation(POINT)).ifPresent(evaluations::add);
    return evaluations;
  }

  private static List<Assessment> assessments(
      Bundle bundle, Thresholds thresholds, LevelScores sequences, Optional<LevelScores> points) {
    List<Assessment> assessments = new ArrayList<>();
    assessments.add(
        Assessment.of(
            SEQUENCE,
            bundle.windowErrors(),
            thresholds.sequenceFamily(),
            sequences.errors(),
            sequences.flagged()));
    points.ifPresent(
        all ->
            assessments.add(
                Assessment.of(
                    POINT,
                    bundle.pointErrors().orElseThrow(),
                    thresholds.pointFamily().orElseThrow(),
                    all.errors(),
                    all.flagged())));
    return assessments;
  }

  private Path write(Subject subject, String id, Report content, Dataset<EventRow> events) {
    ReportFiles files = ReportFiles.of(store, id);
    ObjectNode report = ReportJson.write(content);
    store.writeFile(files.json(), Json.bytes(report));
    boolean timed = !subject.series().manifest().sequences();
    Pictures.Drawn pictures = new Pictures(spark, store, configuration, subject).draw(content);
    Dataset<Row> points = subject.scores().points();
    PageData data =
        new PageData(
            report,
            new PageData.Settings(
                configuration.resolved().changed(), configuration.resolved().text()),
            subject.bundle().features(),
            content.pointThreshold().orElse(content.threshold()),
            PageData.validation(
                subject.bundle().windowErrors().errors(), content.scores().histogram()),
            timed ? SeverityMaps.of(points, events) : Optional.empty(),
            timed ? Timelines.of(points, content.events()) : List.of(),
            pictures.events(),
            pictures.typical(),
            UnjudgedData.coverage(spark, store, subject.series()),
            UnjudgedData.quarantined(spark, store, subject.series()));
    String html = HtmlPage.render("Reprise report " + id, Json.compact(data.json()));
    store.writeFile(files.page(), html.getBytes(StandardCharsets.UTF_8));
    ReportFiles.describe(store, id, subject.scores().id(), configuration.resolved().text());
    return files.page();
  }
}

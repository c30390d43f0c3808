package io.reprise.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.BundleCodec;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Threshold;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes {@code report.json}, version 1: the names here are relied upon by others' programs. */
public final class ReportJson {

  private static final int VERSION = 1;

  /** Events that report.json and the page hold, the worst; the events table holds all. */
  public static final int MOST_EVENTS = 1000;

  private ReportJson() {}

  public record Run(
      String id,
      String job,
      Instant startedAt,
      double seconds,
      String spark,
      String engine,
      String configSha256,
      String model) {}

  /**
   * Rows read are rows kept and rows quarantined. Of the kept ones, {@code rowsOutOfOrder} came
   * after a later one, and some lack values, counted by reason.
   */
  public record Archive(
      long rowsRead,
      long rowsKept,
      long rowsQuarantined,
      Map<String, Long> quarantinedByReason,
      long rowsOutOfOrder,
      Map<String, Long> valuesMissingByReason,
      long series,
      long points,
      long sequences) {

    public Archive {
      if (rowsRead != rowsKept + rowsQuarantined) {
        throw new IllegalStateException(
            "Rows were lost: %d read, %d kept, %d quarantined"
                .formatted(rowsRead, rowsKept, rowsQuarantined));
      }
    }
  }

  /** What was judged; {@code determination} is R² by feature. */
  public record Scores(
      long sequences,
      long flagged,
      double flaggedFraction,
      double seconds,
      double sequencesPerSecond,
      Histogram histogram,
      Optional<Points> points,
      Map<String, Double> determination) {

    /** The mean of the features' R², empty where none has one. */
    public OptionalDouble meanDetermination() {
      return determination.values().stream().mapToDouble(Double::doubleValue).average();
    }
  }

  /** Single points, or steps of sequences; the unjudged lie in stretches too short for a window. */
  public record Points(long judged, long flagged, long unjudged) {
    public double flaggedFraction() {
      return judged == 0 ? 0 : (double) flagged / judged;
    }
  }

  /**
   * Everything the report says; of {@code eventCount} events it lists the worst. The warnings are
   * those that are not of a threshold.
   */
  public record Content(
      Run run,
      Archive archive,
      Bundle.Training training,
      Threshold threshold,
      Optional<Threshold> pointThreshold,
      Scores scores,
      long eventCount,
      long seriesWithEvents,
      List<Event> events,
      List<Evaluation> evaluations,
      Optional<Detection> detection,
      List<Assessment> assessments,
      List<String> warnings) {}

  public static ObjectNode of(Content content) {
    ObjectNode report = Json.object().put("version", VERSION);
    report.set("run", run(content.run()));
    report.set("archive", archive(content.archive()));
    report.set("training", training(content.training()));
    report.set("threshold", threshold(content.threshold()));
    content.pointThreshold().ifPresent(value -> report.set("pointThreshold", threshold(value)));
    ArrayNode calibration = report.putArray("calibration");
    content.assessments().forEach(each -> calibration.add(assessment(each)));
    report.set("warnings", Json.texts(content.warnings()));
    report.set("scores", scores(content.scores()));
    report.put("eventCount", content.eventCount());
    report.put("seriesWithEvents", content.seriesWithEvents());
    ArrayNode events = report.putArray("events");
    content.events().forEach(event -> events.add(event(event)));
    List<Evaluation> evaluations = content.evaluations();
    if (evaluations.size() == 1) {
      report.set("evaluation", evaluation(evaluations.get(0)));
    } else if (!evaluations.isEmpty()) {
      ArrayNode list = report.putArray("evaluation");
      evaluations.forEach(each -> list.add(evaluation(each)));
    }
    content.detection().ifPresent(each -> report.set("detection", detection(each)));
    return report;
  }

  private static ObjectNode detection(Detection detection) {
    ObjectNode node =
        Json.object()
            .put("labelledEvents", detection.labelled())
            .put("found", detection.found())
            .put("events", detection.events())
            .put("falseEvents", detection.falseEvents())
            .put("days", detection.days())
            .put("falseAlarmsPerDay", detection.falseAlarmsPerDay());
    detection
        .volume()
        .ifPresent(
            volume -> node.put("vusPr", volume).put("vusPrSeries", detection.volumeSeries()));
    return node;
  }

  private static ObjectNode run(Run run) {
    return Json.object()
        .put("id", run.id())
        .put("job", run.job())
        .put("startedAt", run.startedAt().toString())
        .put("seconds", run.seconds())
        .put("spark", run.spark())
        .put("engine", run.engine())
        .put("configSha256", run.configSha256())
        .put("model", run.model());
  }

  public static ObjectNode archive(Archive archive) {
    ObjectNode node =
        Json.object()
            .put("rowsRead", archive.rowsRead())
            .put("rowsKept", archive.rowsKept())
            .put("rowsQuarantined", archive.rowsQuarantined());
    ObjectNode reasons = node.putObject("quarantinedByReason");
    archive.quarantinedByReason().forEach(reasons::put);
    node.put("rowsOutOfOrder", archive.rowsOutOfOrder());
    ObjectNode missing = node.putObject("valuesMissingByReason");
    archive.valuesMissingByReason().forEach(missing::put);
    return node.put("series", archive.series())
        .put("points", archive.points())
        .put("sequences", archive.sequences());
  }

  private static ObjectNode training(Bundle.Training training) {
    ObjectNode node =
        Json.object()
            .put("sequences", training.sequences())
            .put("validationSequences", training.validationSequences())
            .put("epochs", training.history().size())
            .put("bestEpoch", training.bestEpoch());
    node.set("history", BundleCodec.history(training.history()));
    return node;
  }

  private static ObjectNode threshold(Threshold threshold) {
    return Json.object()
        .put("rule", threshold.rule().ruleName())
        .put("k", threshold.rule().k())
        .put("key", threshold.rule().key())
        .put("value", threshold.value())
        .put("mean", threshold.mean())
        .put("deviation", threshold.deviation())
        .put("calibratedOn", "validation")
        .put("expectedFalseAlarmRate", threshold.expectedFalseAlarmRate());
  }

  private static ObjectNode assessment(Assessment assessment) {
    ObjectNode node =
        Json.object()
            .put("level", assessment.level())
            .put("rule", assessment.threshold().rule().ruleName())
            .put("validationErrors", assessment.validated())
            .put("judged", assessment.judged())
            .put("expectedFalseAlarmRate", assessment.threshold().expectedFalseAlarmRate());
    node.set("inForce", setting(assessment.inForce(), assessment));
    node.set("stricter", setting(assessment.stricter(), assessment));
    node.set("laxer", setting(assessment.laxer(), assessment));
    node.putObject("drift")
        .put("distance", assessment.drift().distance())
        .put("chance", assessment.drift().chance())
        .put("notable", assessment.drift().notable());
    node.set("warnings", Json.texts(assessment.warnings()));
    return node;
  }

  private static ObjectNode setting(Assessment.Setting setting, Assessment assessment) {
    return Json.object()
        .put("setting", setting.setting())
        .put("value", setting.value())
        .put("flaggedOnValidation", setting.flaggedOnValidation())
        .put("fractionOnValidation", ratio(setting.flaggedOnValidation(), assessment.validated()))
        .put("flagged", setting.flaggedJudged())
        .put("flaggedFraction", ratio(setting.flaggedJudged(), assessment.judged()));
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static ObjectNode scores(Scores scores) {
    ObjectNode node =
        Json.object()
            .put("sequences", scores.sequences())
            .put("flagged", scores.flagged())
            .put("flaggedFraction", scores.flaggedFraction())
            .put("seconds", scores.seconds())
            .put("sequencesPerSecond", scores.sequencesPerSecond());
    scores
        .points()
        .ifPresent(
            points ->
                node.putObject("points")
                    .put("judged", points.judged())
                    .put("flagged", points.flagged())
                    .put("unjudged", points.unjudged()));
    scores
        .meanDetermination()
        .ifPresent(
            mean -> {
              ObjectNode byFeature = node.put("r2", mean).putObject("r2ByFeature");
              scores.determination().forEach(byFeature::put);
            });
    node.set("histogram", histogram(scores.histogram()));
    return node;
  }

  static ObjectNode histogram(Histogram histogram) {
    ObjectNode node = Json.object();
    ArrayNode edges = node.putArray("edges");
    for (double edge : histogram.edges()) {
      edges.add(edge);
    }
    ArrayNode counts = node.putArray("counts");
    for (long count : histogram.counts()) {
      counts.add(count);
    }
    return node;
  }

  private static ObjectNode event(Event event) {
    ObjectNode node = Json.object().put("series", event.series());
    node.put("start", event.timed() ? instant(event.start()) : null);
    node.put("end", event.timed() ? instant(event.end()) : null);
    if (!event.timed()) {
      node.put("firstStep", event.start()).put("lastStep", event.end());
    }
    node.put("peak", event.peak()).put("severity", event.severity());
    node.set("features", Json.texts(event.features()));
    return node;
  }

  private static ObjectNode evaluation(Evaluation evaluation) {
    ObjectNode node =
        Json.object()
            .put("level", evaluation.level())
            .put("auc", evaluation.areaUnderCurve())
            .put("averagePrecision", evaluation.averagePrecision())
            .put("precision", evaluation.precision())
            .put("recall", evaluation.recall())
            .put("f1", evaluation.f1())
            .put("balancedAccuracy", evaluation.balancedAccuracy());
    node.putObject("confusion")
        .put("tp", evaluation.truePositives())
        .put("fp", evaluation.falsePositives())
        .put("tn", evaluation.trueNegatives())
        .put("fn", evaluation.falseNegatives());
    return node;
  }

  static String instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}

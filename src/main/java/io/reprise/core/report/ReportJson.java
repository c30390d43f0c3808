package io.reprise.core.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.BundleCodec;
import io.reprise.core.series.Microseconds;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Threshold;
import java.util.List;

/** Writes {@code report.json}, version 1. Programs of others rely on the names here. */
public final class ReportJson {

  private static final int VERSION = 1;

  private ReportJson() {}

  public static ObjectNode write(Report report) {
    ObjectNode node = Json.object().put("version", VERSION);
    node.set("run", run(report.run()));
    node.set("archive", report.archive().json());
    node.set("training", training(report.training()));
    node.set("threshold", threshold(report.threshold()));
    report.pointThreshold().ifPresent(value -> node.set("pointThreshold", threshold(value)));
    ArrayNode calibration = node.putArray("calibration");
    report.assessments().forEach(each -> calibration.add(assessment(each)));
    node.set("warnings", Json.texts(report.warnings()));
    node.set("scores", scores(report.scores()));
    node.put("eventCount", report.eventCount());
    node.put("seriesWithEvents", report.seriesWithEvents());
    ArrayNode events = node.putArray("events");
    report.events().forEach(event -> events.add(event(event)));
    List<Evaluation> evaluations = report.evaluations();
    if (evaluations.size() == 1) {
      node.set("evaluation", evaluation(evaluations.get(0)));
    } else if (!evaluations.isEmpty()) {
      ArrayNode list = node.putArray("evaluation");
      evaluations.forEach(each -> list.add(evaluation(each)));
    }
    report.detection().ifPresent(each -> node.set("detection", detection(each)));
    report.comparison().ifPresent(each -> node.set("baseline", baseline(each)));
    return node;
  }

  static ObjectNode baseline(Comparison comparison) {
    ObjectNode node =
        Json.object()
            .put("level", comparison.level())
            .put("components", comparison.components())
            .put("threshold", comparison.threshold())
            .put("judged", comparison.judged())
            .put("flagged", comparison.flagged())
            .put("flaggedByModel", comparison.flaggedByModel())
            .put("flaggedByBoth", comparison.flaggedByBoth());
    comparison.agreement().ifPresent(share -> node.put("agreement", share));
    comparison
        .againstLabels()
        .ifPresent(
            labels -> {
              ObjectNode evaluation = node.putObject("evaluation");
              evaluation.set("model", quality(labels.model()));
              evaluation.set("baseline", quality(labels.baseline()));
            });
    return node;
  }

  private static ObjectNode quality(Comparison.Quality quality) {
    return Json.object()
        .put("averagePrecision", quality.averagePrecision())
        .put("auc", quality.areaUnderCurve())
        .put("bestF1", quality.bestF1())
        .put("f1", quality.f1());
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

  private static ObjectNode run(Report.Run run) {
    return Json.object()
        .put("id", run.id())
        .put("job", run.job())
        .put("startedAt", run.startedAt().toString())
        .put("seconds", run.seconds())
        .put("spark", run.spark())
        .put("engine", run.engine())
        .put("precision", run.precision())
        .put("configSha256", run.configSha256())
        .put("model", run.model());
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

  private static ObjectNode scores(Report.Scores scores) {
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
    node.put("start", event.timed() ? Microseconds.instant(event.start()).toString() : null);
    node.put("end", event.timed() ? Microseconds.instant(event.end()).toString() : null);
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
}

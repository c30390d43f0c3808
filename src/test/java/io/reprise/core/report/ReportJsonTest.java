package io.reprise.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Json;
import io.reprise.core.network.Bundle;
import io.reprise.core.network.Epoch;
import io.reprise.core.series.RowAccount;
import io.reprise.core.threshold.Assessment;
import io.reprise.core.threshold.Drift;
import io.reprise.core.threshold.Threshold;
import io.reprise.core.threshold.ThresholdRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  /** The example of the design, on which others' programs rely. */
  private static final String DESIGN =
      """
      { "version": 1,
        "run": {"id": "", "job": "", "startedAt": "", "seconds": 0, "spark": "",
          "engine": "onednn|dl4j", "precision": "float32|bfloat16", "configSha256": "",
          "model": ""},
        "archive": {"rowsRead": 0, "rowsKept": 0, "rowsQuarantined": 0, "quarantinedByReason": {},
          "series": 0, "points": 0, "sequences": 0},
        "training": {"sequences": 0, "validationSequences": 0, "epochs": 0, "bestEpoch": 0,
          "history": [{"epoch": 1, "trainLoss": 0, "validationLoss": 0, "seconds": 0,
            "sequencesPerSecond": 0}]},
        "threshold": {"rule": "sigma", "k": 3, "value": 0, "mean": 0, "deviation": 0,
          "calibratedOn": "validation", "expectedFalseAlarmRate": 0},
        "scores": {"sequences": 0, "flagged": 0, "flaggedFraction": 0, "seconds": 0,
          "sequencesPerSecond": 0, "histogram": {"edges": [], "counts": []}},
        "events": [{"series": "", "start": "", "end": "", "peak": 0, "severity": 0,
          "features": []}],
        "evaluation": {"level": "sequence|point", "auc": 0, "averagePrecision": 0, "precision": 0,
          "recall": 0, "f1": 0, "balancedAccuracy": 0,
          "confusion": {"tp": 0, "fp": 0, "tn": 0, "fn": 0}} }
      """;

  private static final Evaluation SEQUENCES = new Evaluation("sequence", 0.9, 0.8, 6, 4, 16, 2);
  private static final Evaluation POINTS = new Evaluation("point", 0.7, 0.6, 1, 2, 3, 4);

  private static final Threshold THRESHOLD =
      new Threshold(new ThresholdRule.Sigma(3), 0.5, 0.2, 0.1, 0.01, Map.of("pump", 0.75));

  private static final Assessment ASSESSMENT =
      new Assessment(
          "point",
          THRESHOLD,
          200,
          8,
          new Assessment.Setting("threshold.k = 3", 0.5, 10, 2),
          new Assessment.Setting("threshold.k = 3.5", 0.6, 5, 1),
          new Assessment.Setting("threshold.k = 2.5", 0.4, 20, 4),
          new Drift(0.25, 1e-5),
          List.of("Beware."));

  private static Report content(boolean timed, List<Evaluation> evaluations) {
    Threshold threshold = THRESHOLD;
    return new Report(
        new Report.Run(
            "20260101", "audit", Instant.EPOCH, 1.5, "3.5.7", "dl4j", "float32", "ab", "m-1"),
        new RowAccount(10, 8, 2, Map.of("null value", 2L), 1, Map.of("nan-value", 4L), 1, 8, 3),
        new Bundle.Training(5, 2, 1, List.of(new Epoch(1, 0.5, 0.4, 2, 2.5))),
        threshold,
        timed ? Optional.of(threshold) : Optional.empty(),
        new Report.Scores(
            3,
            1,
            1 / 3.0,
            0.1,
            30,
            Histogram.upTo(1),
            timed ? Optional.of(new Report.Points(8, 1, 2)) : Optional.empty(),
            timed ? Map.of("vibration", 0.75, "pressure", 0.25) : Map.of()),
        7,
        3,
        List.of(new Event("pump", timed, -1, 1_500_000, 2, 7.5, List.of("vibration"))),
        evaluations,
        evaluations.isEmpty()
            ? Optional.empty()
            : Optional.of(new Detection(4, 3, 5, 2, 8, Optional.of(0.75), 1)),
        Optional.empty(),
        List.of(ASSESSMENT),
        List.of("One series was not judged."));
  }

  private static JsonNode read(String json) {
    try {
      return JsonMapper.builder().build().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  /** Paths of the design's keys that the report lacks or gives another type. */
  private static List<String> amiss(String path, JsonNode design, JsonNode report) {
    List<String> paths = new ArrayList<>();
    if (design.getNodeType() != report.getNodeType()) {
      paths.add(path + ": " + report.getNodeType());
    }
    design
        .fields()
        .forEachRemaining(
            entry ->
                paths.addAll(
                    amiss(
                        path + "." + entry.getKey(),
                        entry.getValue(),
                        report.path(entry.getKey()))));
    if (design.isArray() && !design.isEmpty()) {
      paths.addAll(amiss(path + "[0]", design.get(0), report.path(0)));
    }
    return paths;
  }

  @Test
  void hasEveryKeyOfTheDesign() {
    for (boolean timed : new boolean[] {true, false}) {
      ObjectNode report = ReportJson.write(content(timed, List.of(SEQUENCES)));
      if (!timed) {
        assertThat(report.at("/events/0/start").isNull()).as("steps have no time").isTrue();
        assertThat(report.at("/events/0/end").isNull()).isTrue();
        ((ObjectNode) report.at("/events/0")).put("start", "").put("end", "");
      }

      assertThat(amiss("", read(DESIGN), read(Json.pretty(report)))).isEmpty();
    }
  }

  @Test
  void tellsTheKeysThatItMisses() {
    ObjectNode report = ReportJson.write(content(true, List.of(SEQUENCES)));
    ((ObjectNode) report.get("run")).remove("engine");
    ((ObjectNode) report.at("/training/history/0")).put("epoch", "one");

    assertThat(amiss("", read(DESIGN), report))
        .containsExactly(".run.engine: MISSING", ".training.history[0].epoch: STRING");
  }

  @Test
  void tellsWhatItWasTold() {
    JsonNode report = ReportJson.write(content(true, List.of(SEQUENCES)));

    assertThat(report.at("/version").intValue()).isEqualTo(1);
    assertThat(report.at("/run/startedAt").textValue()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(report.at("/archive/quarantinedByReason/null value").longValue()).isEqualTo(2);
    assertThat(report.at("/training/epochs").intValue()).isEqualTo(1);
    assertThat(report.at("/training/history/0/validationLoss").doubleValue()).isEqualTo(0.4);
    assertThat(report.at("/threshold/expectedFalseAlarmRate").doubleValue()).isEqualTo(0.01);
    assertThat(report.at("/detection/labelledEvents").longValue()).isEqualTo(4);
    assertThat(report.at("/detection/found").longValue()).isEqualTo(3);
    assertThat(report.at("/detection/falseEvents").longValue()).isEqualTo(2);
    assertThat(report.at("/detection/falseAlarmsPerDay").doubleValue()).isEqualTo(0.25);
    assertThat(report.at("/detection/vusPr").doubleValue()).isEqualTo(0.75);
    assertThat(report.at("/calibration/0/level").textValue()).isEqualTo("point");
    assertThat(report.at("/calibration/0/inForce/setting").textValue())
        .isEqualTo("threshold.k = 3");
    assertThat(report.at("/calibration/0/inForce/fractionOnValidation").doubleValue())
        .isEqualTo(0.05);
    assertThat(report.at("/calibration/0/stricter/flaggedOnValidation").longValue()).isEqualTo(5);
    assertThat(report.at("/calibration/0/laxer/flaggedFraction").doubleValue()).isEqualTo(0.5);
    assertThat(report.at("/calibration/0/drift/notable").booleanValue()).isTrue();
    assertThat(report.at("/calibration/0/warnings/0").textValue()).isEqualTo("Beware.");
    assertThat(report.at("/warnings/0").textValue()).isEqualTo("One series was not judged.");
    assertThat(report.at("/scores/points/unjudged").longValue()).isEqualTo(2);
    assertThat(report.at("/scores/histogram/edges")).hasSize(Histogram.BINS + 1);
    assertThat(report.at("/scores/histogram/counts")).hasSize(Histogram.BINS);
    assertThat(report.at("/eventCount").longValue()).isEqualTo(7);
    assertThat(report.at("/seriesWithEvents").longValue()).isEqualTo(3);
    assertThat(report.at("/events/0/start").textValue()).isEqualTo("1969-12-31T23:59:59.999999Z");
    assertThat(report.at("/events/0/end").textValue()).isEqualTo("1970-01-01T00:00:01.500Z");
    assertThat(report.at("/evaluation/f1").doubleValue()).isEqualTo(SEQUENCES.f1());
    assertThat(report.at("/evaluation/confusion/fn").longValue()).isEqualTo(2);
  }

  @Test
  void evaluationIsOneOrAListOrAbsent() {
    assertThat(ReportJson.write(content(true, List.of())).has("evaluation")).isFalse();
    assertThat(ReportJson.write(content(true, List.of())).has("detection")).isFalse();
    assertThat(ReportJson.write(content(true, List.of(POINTS))).at("/evaluation/level").textValue())
        .isEqualTo("point");
    assertThat(
            ReportJson.write(content(true, List.of(SEQUENCES, POINTS))).at("/evaluation/1/level"))
        .isEqualTo(Json.array().add("point").get(0));
  }

  @Test
  void nothingIsLostInSilence() {
    assertThatThrownBy(() -> new RowAccount(10, 8, 1, Map.of(), 0, Map.of(), 1, 8, 3))
        .hasMessage("Rows were lost: 10 read, 8 kept, 1 quarantined");
  }

  @Test
  void tellsHowMuchTheReplayExplains() {
    ObjectNode report = ReportJson.write(content(true, List.of()));
    assertThat(report.at("/scores/r2").doubleValue()).isEqualTo(0.5);
    assertThat(report.at("/scores/r2ByFeature/vibration").doubleValue()).isEqualTo(0.75);
    assertThat(ReportJson.write(content(false, List.of())).get("scores").has("r2")).isFalse();
  }

  @Test
  void thePageGetsItsPictures() {
    ObjectNode report = ReportJson.write(content(true, List.of()));
    PageData page =
        new PageData(
            report,
            new PageData.Settings("threshold.k = 3", "all"),
            List.of("vibration", "pressure", "speed"),
            THRESHOLD,
            Histogram.upTo(1),
            Optional.of(
                new SeverityMap(
                    1_500,
                    3_600_000_000L,
                    new TimeCells(0, 1_800_000_000L, 3),
                    List.of(
                        new SeverityMap.Line("pump", new float[] {Float.NaN, 0, 7.46f}),
                        new SeverityMap.Line("fan", new float[] {0.01f, 0, 0})))),
            List.of(new Timeline("pump", List.of(new Timeline.Bin(5, 0.123456789)))),
            List.of(
                new ReplayPlot(
                    1,
                    "pump",
                    List.of("pressure", "vibration"),
                    null,
                    0,
                    1,
                    3,
                    true,
                    new float[] {1, 2, 3, Float.NaN},
                    new float[] {5, 6, 7, 8},
                    new float[] {0, 0, 0, 0.12345679f})),
            List.of(
                new ReplayPlot(
                    2,
                    "fan",
                    List.of("speed"),
                    null,
                    0,
                    0,
                    1,
                    false,
                    new float[] {1},
                    new float[] {2},
                    new float[] {3})),
            List.of(new Coverage("pump", 1_500, 10, 1, 2, 3)),
            List.of(new PageData.Quarantined("null value", "a.csv", "x".repeat(2000))));

    JsonNode json = page.json();

    assertThat(json.at("/report")).isEqualTo(report);
    assertThat(json.at("/settings/changed").textValue()).isEqualTo("threshold.k = 3");
    assertThat(json.at("/map/first").longValue()).as("milliseconds").isEqualTo(1);
    assertThat(json.at("/map/width").doubleValue()).isEqualTo(1_800_000);
    assertThat(json.at("/map/series/0/severities").toString()).isEqualTo("[null,0.0,7.5]");
    assertThat(json.at("/map/series/1/severities/0").doubleValue())
        .as("an event stays an event")
        .isEqualTo(0.1, offset(1e-6));
    assertThat(json.at("/timelines/0/threshold").doubleValue()).as("its own").isEqualTo(0.75);
    assertThat(json.at("/timelines/0/times/0").longValue()).isEqualTo(5);
    assertThat(json.at("/timelines/0/errors/0").toString()).isEqualTo("0.1235");
    assertThat(json.at("/replays/0/times").isNull()).isTrue();
    assertThat(json.at("/replays/0/step").intValue()).isEqualTo(3);
    assertThat(json.at("/replays/0/features")).hasSize(2);
    assertThat(json.at("/replays/0/features/1/name").textValue()).isEqualTo("vibration");
    assertThat(json.at("/replays/0/features/1/record").toString()).isEqualTo("[2.0,null]");
    assertThat(json.at("/replays/0/features/1/replay").toString()).isEqualTo("[6.0,8.0]");
    assertThat(json.at("/replays/0/features/1/error").toString()).isEqualTo("[0.0,0.1235]");
    assertThat(json.at("/typical")).hasSize(1);
    assertThat(json.at("/typical/0/features/0/replay").toString()).isEqualTo("[2.0]");
    assertThat(json.at("/coverage/0/periodMillis").doubleValue()).isEqualTo(1.5);
    assertThat(json.at("/quarantineSamples/0/row").textValue())
        .as("the beginning of a long row")
        .hasSize(501)
        .endsWith("x…");
    assertThat(json.at("/quarantineSamples/0/file").textValue()).isEqualTo("a.csv");
  }
}

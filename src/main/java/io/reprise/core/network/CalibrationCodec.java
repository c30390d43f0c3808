package io.reprise.core.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.normalize.Moments;
import io.reprise.core.threshold.Calibration;
import io.reprise.core.threshold.ErrorSummary;
import java.util.Map;

/** The validation errors in a bundle's {@code model.json}. */
final class CalibrationCodec {

  private CalibrationCodec() {}

  static ObjectNode encode(Calibration calibration) {
    ObjectNode node = summary(calibration.errors());
    calibration
        .labelled()
        .ifPresent(
            labelled -> {
              ObjectNode classes = node.putObject("labelled");
              classes.set("normal", summary(labelled.normal()));
              classes.set("anomalous", summary(labelled.anomalous()));
            });
    if (!calibration.bySeries().isEmpty()) {
      ObjectNode bySeries = node.putObject("bySeries");
      calibration.bySeries().forEach((series, errors) -> bySeries.set(series, summary(errors)));
    }
    return node;
  }

  static Calibration decode(Fields node) {
    Calibration calibration =
        new Calibration(
            summary(node),
            node.optionalObject("labelled").map(CalibrationCodec::labelled),
            node.has("bySeries") ? node.map("bySeries", CalibrationCodec::summary) : Map.of());
    node.end();
    return calibration;
  }

  private static Calibration.Labelled labelled(Fields node) {
    Fields normal = node.object("normal");
    Fields anomalous = node.object("anomalous");
    Calibration.Labelled labelled = new Calibration.Labelled(summary(normal), summary(anomalous));
    normal.end();
    anomalous.end();
    node.end();
    return labelled;
  }

  private static ObjectNode summary(ErrorSummary summary) {
    Moments moments = summary.moments();
    ObjectNode node =
        Json.object()
            .put("count", moments.count())
            .put("mean", moments.mean())
            .put("squares", moments.squares())
            .put("least", moments.least())
            .put("greatest", moments.greatest());
    node.set("quantiles", Json.floats(summary.quantiles()));
    node.set("tail", Json.floats(summary.tail()));
    return node;
  }

  private static ErrorSummary summary(Fields node) {
    Moments moments =
        new Moments(
            node.longInteger("count"),
            node.number("mean"),
            node.number("squares"),
            node.number("least"),
            node.number("greatest"));
    return new ErrorSummary(
        moments, node.floats("quantiles"), node.has("tail") ? node.floats("tail") : new float[0]);
  }
}

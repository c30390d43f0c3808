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

  private static final String LABELLED = "labelled";
  private static final String NORMAL = "normal";
  private static final String ANOMALOUS = "anomalous";
  private static final String BY_SERIES = "bySeries";

  private static final String COUNT = "count";
  private static final String MEAN = "mean";
  private static final String SQUARES = "squares";
  private static final String LEAST = "least";
  private static final String GREATEST = "greatest";
  private static final String QUANTILES = "quantiles";
  private static final String TAIL = "tail";

  private CalibrationCodec() {}

  static ObjectNode encode(Calibration calibration) {
    ObjectNode node = summary(calibration.errors());
    calibration
        .labelled()
        .ifPresent(
            labelled -> {
              ObjectNode classes = node.putObject(LABELLED);
              classes.set(NORMAL, summary(labelled.normal()));
              classes.set(ANOMALOUS, summary(labelled.anomalous()));
            });
    if (!calibration.bySeries().isEmpty()) {
      ObjectNode bySeries = node.putObject(BY_SERIES);
      calibration.bySeries().forEach((series, errors) -> bySeries.set(series, summary(errors)));
    }
    return node;
  }

  static Calibration decode(Fields node) {
    Calibration calibration =
        new Calibration(
            summary(node),
            node.optionalObject(LABELLED).map(CalibrationCodec::labelled),
            node.has(BY_SERIES) ? node.map(BY_SERIES, CalibrationCodec::summary) : Map.of());
    node.end();
    return calibration;
  }

  private static Calibration.Labelled labelled(Fields node) {
    Fields normal = node.object(NORMAL);
    Fields anomalous = node.object(ANOMALOUS);
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
            .put(COUNT, moments.count())
            .put(MEAN, moments.mean())
            .put(SQUARES, moments.squares())
            .put(LEAST, moments.least())
            .put(GREATEST, moments.greatest());
    node.set(QUANTILES, Json.floats(summary.quantiles()));
    node.set(TAIL, Json.floats(summary.tail()));
    return node;
  }

  private static ErrorSummary summary(Fields node) {
    Moments moments =
        new Moments(
            node.longInteger(COUNT),
            node.number(MEAN),
            node.number(SQUARES),
            node.number(LEAST),
            node.number(GREATEST));
    return new ErrorSummary(
        moments, node.floats(QUANTILES), node.has(TAIL) ? node.floats(TAIL) : new float[0]);
  }
}
